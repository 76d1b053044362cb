package io.jsec.launch;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The id maps of the launcher's own namespace: what newuidmap and newgidmap are told.
 *
 * @param uids at least one line
 * @param gids at least one line
 */
public record IdMaps(List<IdRange> uids, List<IdRange> gids) {
    /** Lines the launcher takes. */
    static final int LINES_MAX = 5;

    /** Copies the lists. */
    public IdMaps {
        uids = List.copyOf(uids);
        gids = List.copyOf(gids);
        check(uids);
        check(gids);
    }

    /** The maps an identity needs. */
    public static IdMaps of(IdentityForm identity) {
        return new IdMaps(identity.engineUids(), identity.engineGids());
    }

    /** {@code 0:1000:1,1:200000:65536}: inside, outside, count. */
    static String argument(List<IdRange> lines) {
        return lines.stream()
                .map(line -> line.inside() + ":" + line.outside() + ":" + line.count())
                .collect(Collectors.joining(","));
    }

    private static void check(List<IdRange> lines) {
        if (lines.isEmpty() || lines.size() > LINES_MAX) {
            throw new IllegalArgumentException("an id map of " + lines.size() + " lines");
        }
    }
}
