package io.jsec.launch;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Which ids of the host a launch has, and how a container's map into them.
 *
 * <p>Two maps follow each other. The launcher's own namespace E maps 0 to the engine's user and k ≥
 * 1 to the k-th subordinate id; a container's map is written in ids of E.
 */
public sealed interface IdentityForm {
    /** Ids a container has, where there are subordinate ids. */
    int CONTAINER_IDS = 65_536;

    /** The engine's user and its subordinate ids. */
    Ids uids();

    /** The engine's group and its subordinate ids. */
    Ids gids();

    /** The container's uid map, in ids of E. */
    List<IdRange> containerUids();

    /** The container's gid map, in ids of E. */
    List<IdRange> containerGids();

    /** Whether the container may set supplementary groups. */
    boolean setgroups();

    /** The word people use: owner, slot 3, single. */
    String title();

    /** E's uid map, in ids of the host: what newuidmap is told. */
    default List<IdRange> engineUids() {
        return uids().map();
    }

    /** E's gid map, in ids of the host. */
    default List<IdRange> engineGids() {
        return gids().map();
    }

    /** Whether an id exists inside the container. */
    default boolean mapped(int id) {
        return containerGids().stream()
                .anyMatch(range -> id >= range.inside() && id < range.inside() + range.count());
    }

    /**
     * One kind of id: the engine's own and one range of subordinate ones.
     *
     * @param own the engine's id on the host
     * @param first the first subordinate id
     * @param count how many; 0 for none
     */
    record Ids(long own, long first, long count) {
        /** Ids of 32 bits. */
        public Ids {
            if (own < 0 || first < 0 || count < 0 || first + count >= 1L << 32) {
                throw new IllegalArgumentException("ids " + own + ", " + first + "+" + count);
            }
        }

        List<IdRange> map() {
            List<IdRange> lines = new ArrayList<>();
            lines.add(new IdRange(0, own, 1));
            if (count > 0) {
                lines.add(new IdRange(1, first, count));
            }
            return List.copyOf(lines);
        }
    }

    /** Container root is the engine's user; what rootless Docker and Podman do. */
    record Owner(Ids uids, Ids gids) implements IdentityForm {
        /** Enough subordinate ids for one container. */
        public Owner {
            requireIds(uids, CONTAINER_IDS - 1L);
            requireIds(gids, CONTAINER_IDS - 1L);
        }

        @Override
        public List<IdRange> containerUids() {
            // E's map has two lines, and the kernel refuses one line over both (EPERM).
            return List.of(new IdRange(0, 0, 1), new IdRange(1, 1, CONTAINER_IDS - 1));
        }

        @Override
        public List<IdRange> containerGids() {
            return containerUids();
        }

        @Override
        public boolean setgroups() {
            return true;
        }

        @Override
        public String title() {
            return "owner";
        }
    }

    /**
     * A range nobody else has while the container runs.
     *
     * @param index which one, from 0
     * @param view the store as that range sees it
     */
    record Slot(Ids uids, Ids gids, int index, Path view) implements IdentityForm {
        /** Enough subordinate ids for that slot. */
        public Slot {
            if (index < 0 || !view.isAbsolute()) {
                throw new IllegalArgumentException("slot " + index + " at " + view);
            }
            requireIds(uids, CONTAINER_IDS * (index + 2L));
            requireIds(gids, CONTAINER_IDS * (index + 2L));
        }

        @Override
        public List<IdRange> containerUids() {
            return List.of(new IdRange(0, CONTAINER_IDS * (index + 1L) + 1, CONTAINER_IDS));
        }

        @Override
        public List<IdRange> containerGids() {
            return containerUids();
        }

        @Override
        public boolean setgroups() {
            return true;
        }

        @Override
        public String title() {
            return "slot " + index;
        }
    }

    /** No subordinate ids at all: container root is the engine's user, and there is nobody else. */
    record Single(Ids uids, Ids gids) implements IdentityForm {
        @Override
        public List<IdRange> containerUids() {
            return List.of(new IdRange(0, 0, 1));
        }

        @Override
        public List<IdRange> containerGids() {
            return containerUids();
        }

        @Override
        public List<IdRange> engineUids() {
            return List.of(new IdRange(0, uids.own(), 1));
        }

        @Override
        public List<IdRange> engineGids() {
            return List.of(new IdRange(0, gids.own(), 1));
        }

        @Override
        public boolean setgroups() {
            return false;
        }

        @Override
        public String title() {
            return "single id";
        }
    }

    private static void requireIds(Ids ids, long least) {
        if (ids.count() < least) {
            throw new IllegalArgumentException(
                    ids.count() + " subordinate ids, where " + least + " are needed");
        }
    }
}
