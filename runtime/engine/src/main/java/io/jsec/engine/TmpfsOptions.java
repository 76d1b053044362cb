package io.jsec.engine;

import io.jsec.launch.MountRequest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Options of {@code --tmpfs}: memory, nosuid and nodev always, noexec unless asked. */
final class TmpfsOptions {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,15})([kKmMgG]?)");

    private TmpfsOptions() {}

    /**
     * The mount.
     *
     * @throws EngineException for an option of tmpfs(5) that would be ignored or weaken the mount
     */
    static MountRequest.Tmpfs parse(String target, String options) {
        long size = MountRequest.Tmpfs.SIZE_BYTES_DEFAULT;
        int mode = 01777;
        int uid = 0;
        int gid = 0;
        boolean exec = false;
        boolean readOnly = false;
        for (String word : (options.isEmpty() ? "rw" : options).split(",", -1)) {
            int equals = word.indexOf('=');
            String value = equals < 0 ? "" : word.substring(equals + 1);
            switch (equals < 0 ? word : word.substring(0, equals + 1)) {
                case "rw" -> readOnly = false;
                case "ro" -> readOnly = true;
                case "exec" -> exec = true;
                case "noexec" -> exec = false;
                case "nosuid", "nodev" -> {}
                case "size=" -> size = size(target, value);
                case "mode=" -> mode = number(target, value, 8);
                case "uid=" -> uid = number(target, value, 10);
                case "gid=" -> gid = number(target, value, 10);
                case "suid", "dev" ->
                        throw EngineException.unsupported(
                                "--tmpfs " + target + ":" + word,
                                "it would let the container make privileged files",
                                "the option without " + word);
                default ->
                        throw EngineException.badParameter("invalid tmpfs option \"" + word + "\"");
            }
        }
        return new MountRequest.Tmpfs(target, size, mode, uid, gid, exec, readOnly);
    }

    private static int number(String target, String text, int radix) {
        if (!text.matches(radix == 8 ? "0?[0-7]{1,4}" : "[0-9]{1,9}")) {
            throw EngineException.badParameter("invalid tmpfs option: " + text + " for " + target);
        }
        return Integer.parseInt(text, radix);
    }

    private static long size(String target, String text) {
        Matcher matcher = SIZE.matcher(text);
        if (!matcher.matches()) {
            throw EngineException.badParameter("invalid tmpfs size: " + text + " for " + target);
        }
        int shift =
                switch (matcher.group(2)) {
                    case "k", "K" -> 10;
                    case "m", "M" -> 20;
                    case "g", "G" -> 30;
                    default -> 0;
                };
        return Long.parseLong(matcher.group(1)) << shift;
    }
}
