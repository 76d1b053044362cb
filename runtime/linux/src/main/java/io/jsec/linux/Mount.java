package io.jsec.linux;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of {@code /proc/PID/mountinfo}.
 *
 * @param id of the mount
 * @param parent id of the mount it sits on
 * @param device major:minor of the file system
 * @param root which directory of the file system is mounted
 * @param target where
 * @param options of this mount: {@code rw,nosuid}
 * @param propagation optional fields: {@code shared:3}, {@code master:1}
 * @param type of the file system
 * @param source device or name
 * @param superOptions of the file system
 * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html">
 *     proc_pid_mountinfo(5)</a>
 */
public record Mount(
        int id,
        int parent,
        String device,
        String root,
        String target,
        List<String> options,
        List<String> propagation,
        String type,
        String source,
        List<String> superOptions) {
    private static final int FIXED_FIELDS = 6;

    /** Copies the lists. */
    public Mount {
        options = List.copyOf(options);
        propagation = List.copyOf(propagation);
        superOptions = List.copyOf(superOptions);
    }

    /** Reads one line; empty where it has not the documented form. */
    public static Optional<Mount> parse(String line) {
        String[] fields = line.split(" ", -1);
        int dash = FIXED_FIELDS;
        while (dash < fields.length && !"-".equals(fields[dash])) {
            dash++;
        }
        if (dash + 3 >= fields.length) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Mount(
                            Integer.parseInt(fields[0]),
                            Integer.parseInt(fields[1]),
                            fields[2],
                            unescape(fields[3]),
                            unescape(fields[4]),
                            List.of(fields[5].split(",")),
                            List.of(fields).subList(FIXED_FIELDS, dash),
                            fields[dash + 1],
                            unescape(fields[dash + 2]),
                            List.of(fields[dash + 3].split(","))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Every line of a mountinfo file that has the documented form, in its order. */
    public static List<Mount> parse(List<String> lines) {
        List<Mount> mounts = new ArrayList<>();
        for (String line : lines) {
            parse(line).ifPresent(mounts::add);
        }
        return List.copyOf(mounts);
    }

    /** Turns {@code \040} and its kind back: three octal digits a byte. */
    static String unescape(String text) {
        if (text.indexOf('\\') < 0) {
            return text;
        }
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        byte[] out = new byte[in.length];
        int length = 0;
        for (int i = 0; i < in.length; i++) {
            if (in[i] == '\\' && i + 3 < in.length && isOctal(in, i + 1)) {
                out[length++] =
                        (byte)
                                ((in[i + 1] - '0') << 6
                                        | (in[i + 2] - '0') << 3
                                        | (in[i + 3] - '0'));
                i += 3;
            } else {
                out[length++] = in[i];
            }
        }
        return new String(out, 0, length, StandardCharsets.UTF_8);
    }

    private static boolean isOctal(byte[] text, int from) {
        for (int i = from; i < from + 3; i++) {
            if (text[i] < '0' || text[i] > '7') {
                return false;
            }
        }
        return text[from] <= '3';
    }
}
