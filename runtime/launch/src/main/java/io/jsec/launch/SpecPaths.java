package io.jsec.launch;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Checks paths people write: absolute, without NUL, within the kernel's length, and plain. */
final class SpecPaths {
    /** PATH_MAX less its NUL. */
    static final int PATH_BYTES_MAX = 4095;

    private SpecPaths() {}

    /** A path of the host, normalised. */
    static Path host(String what, Path path) {
        if (!path.isAbsolute() || bytes(path.toString()) > PATH_BYTES_MAX) {
            throw new Refusal(
                            Rule.HOST_PATH,
                            what + " \"" + path + "\"",
                            "it is not an absolute path of at most 4095 bytes",
                            "an absolute path")
                    .exception();
        }
        return path.normalize();
    }

    /** A mount's target in the container, normalised: {@code /a//b/./c/} is {@code /a/b/c}. */
    static String target(String path) {
        return inside(Rule.MOUNT_TARGET, "the mount target", path);
    }

    /** A path in the container, normalised; {@code ..} would mean another place through a link. */
    static String inside(Rule rule, String what, String path) {
        if (!path.startsWith("/") || path.indexOf('\0') >= 0 || bytes(path) > PATH_BYTES_MAX) {
            throw refuse(rule, what, path, "it is not an absolute path of at most 4095 bytes");
        }
        List<String> names = new ArrayList<>();
        for (String name : path.split("/", -1)) {
            if (name.equals("..")) {
                throw refuse(rule, what, path, "\"..\" names another place behind a link");
            }
            if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return "/" + String.join("/", names);
    }

    /** Whether a path is another or lies below it; both normalised. */
    static boolean within(String path, String parent) {
        return path.equals(parent) || parent.equals("/") || path.startsWith(parent + "/");
    }

    private static int bytes(String path) {
        return path.getBytes(StandardCharsets.UTF_8).length;
    }

    private static RefusedException refuse(Rule rule, String what, String path, String why) {
        String shown = path.replace('\0', '?');
        return new Refusal(rule, what + " \"" + shown + "\"", why, "an absolute, plain path")
                .exception();
    }
}
