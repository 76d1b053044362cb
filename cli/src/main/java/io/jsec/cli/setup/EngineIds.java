package io.jsec.cli.setup;

import java.util.List;

/**
 * The engine's ids, as the helper is told them.
 *
 * @param uid its user
 * @param gid its group
 * @param first its first subordinate id, the same for users and groups
 * @param slots how many slots follow the store's own range
 */
record EngineIds(long uid, long gid, long first, int slots) {
    /** Words of the helper's command line. */
    List<String> words() {
        return List.of(
                "--uid",
                Long.toString(uid),
                "--gid",
                Long.toString(gid),
                "--sub",
                Long.toString(first),
                "--slots",
                Integer.toString(slots));
    }
}
