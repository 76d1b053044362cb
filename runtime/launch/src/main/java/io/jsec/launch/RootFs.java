package io.jsec.launch;

import java.nio.file.Path;
import java.util.List;

/**
 * What a container's root is made of: read-only directories under one writable one of its own.
 *
 * @param lowers host paths, topmost first, 1 to {@value #LOWERS_MAX}
 * @param readOnly whether the finished root is read-only
 */
public record RootFs(List<Path> lowers, boolean readOnly) {
    /** Layers of an image, as Docker's limit. */
    public static final int LOWERS_MAX = 127;

    /** Absolute paths without the characters overlay's option string gives a meaning. */
    public RootFs {
        lowers = lowers.stream().map(path -> SpecPaths.host("the root", path)).toList();
        if (lowers.isEmpty() || lowers.size() > LOWERS_MAX) {
            throw new Refusal(
                            Rule.ROOT,
                            "a root of " + lowers.size() + " directories",
                            "a root is made of 1 to " + LOWERS_MAX,
                            "--rootfs DIR")
                    .exception();
        }
        lowers.forEach(RootFs::checkPlain);
    }

    private static void checkPlain(Path path) {
        if (path.toString().chars().anyMatch(letter -> ",:\\\"\n".indexOf(letter) >= 0)) {
            throw new Refusal(
                            Rule.ROOT,
                            "--rootfs " + path.toString().replace('\n', '?'),
                            "overlay's options give comma, colon, quote and backslash a meaning",
                            "a directory whose path has none of them")
                    .exception();
        }
    }
}
