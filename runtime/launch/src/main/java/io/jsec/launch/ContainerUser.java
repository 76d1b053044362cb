package io.jsec.launch;

import java.util.ArrayList;
import java.util.List;

/**
 * Who the command runs as, in ids of the container.
 *
 * @param groups supplementary groups, ascending; always with {@code gid} among them
 * @param home the home directory of the image's passwd file, or "/"
 */
public record ContainerUser(int uid, int gid, List<Integer> groups, String home) {
    /** Ids end here: the kernel's (uid_t) -1 and everything that reads as negative are out. */
    public static final int ID_MAX = Integer.MAX_VALUE;

    /** Supplementary groups a user may have here. */
    public static final int GROUPS_MAX = 1024;

    /** uid 0 of the container, in group 0. */
    public static final ContainerUser ROOT = new ContainerUser(0, 0, List.of(0), "/root");

    /** Ids are in range; the primary group joins the others. */
    public ContainerUser {
        List<Integer> all = new ArrayList<>(groups);
        all.add(gid);
        groups = all.stream().distinct().sorted().toList();
        if (uid < 0 || groups.getFirst() < 0 || groups.size() > GROUPS_MAX) {
            throw new IllegalArgumentException("ids out of range: " + uid + ", " + groups);
        }
        if (!home.startsWith("/") || home.indexOf('\0') >= 0) {
            home = "/";
        }
    }

    /** This user with more supplementary groups, as {@code --group-add} gives them. */
    public ContainerUser withGroups(List<Integer> more) {
        List<Integer> all = new ArrayList<>(groups);
        all.addAll(more);
        return new ContainerUser(uid, gid, all, home);
    }

    /** Whether this is uid 0 of the container. */
    public boolean root() {
        return uid == 0;
    }
}
