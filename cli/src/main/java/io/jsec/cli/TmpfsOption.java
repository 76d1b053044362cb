package io.jsec.cli;

import io.jsec.launch.MountRequest;

/** {@code --tmpfs DIR[:OPTIONS]}: memory, nosuid and nodev always, noexec unless asked. */
final class TmpfsOption {
    private TmpfsOption() {}

    /**
     * Reads one option.
     *
     * @throws CliException for an option of tmpfs(5) that would be ignored or weaken the mount
     */
    static MountRequest.Tmpfs parse(String text) {
        String option = "--tmpfs " + text;
        int colon = text.indexOf(':');
        String target = colon < 0 ? text : text.substring(0, colon);
        long size = MountRequest.Tmpfs.SIZE_BYTES_DEFAULT;
        int mode = 01777;
        int uid = 0;
        int gid = 0;
        boolean exec = false;
        boolean readOnly = false;
        for (String word : (colon < 0 ? "rw" : text.substring(colon + 1)).split(",", -1)) {
            int equals = word.indexOf('=');
            String value = equals < 0 ? "" : word.substring(equals + 1);
            switch (equals < 0 ? word : word.substring(0, equals + 1)) {
                case "rw" -> readOnly = false;
                case "ro" -> readOnly = true;
                case "exec" -> exec = true;
                case "noexec" -> exec = false;
                case "nosuid", "nodev" -> {}
                case "size=" -> size = Sizes.parse("--tmpfs size", value);
                case "mode=" -> mode = mode(option, value);
                case "uid=" -> uid = id(option, value);
                case "gid=" -> gid = id(option, value);
                case "suid", "dev" ->
                        throw MountOptions.refused(
                                option,
                                word + " would let the container make privileged files",
                                "the option without " + word);
                default ->
                        throw MountOptions.refused(
                                option,
                                "the tmpfs option '" + word + "' is not supported",
                                "size=, mode=, uid=, gid=, exec, noexec, ro, rw");
            }
        }
        return new MountRequest.Tmpfs(target, size, mode, uid, gid, exec, readOnly);
    }

    /** Permission bits in octal. */
    static int mode(String option, String text) {
        if (!text.matches("0?[0-7]{1,4}")) {
            throw MountOptions.refused(option, "the mode " + text + " is not octal", "mode=1777");
        }
        return Integer.parseInt(text, 8);
    }

    private static int id(String option, String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw MountOptions.refused(option, "the id " + text + " is not a number", "uid=1000");
        }
        return Integer.parseInt(text);
    }
}
