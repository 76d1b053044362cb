package io.jsec.linux;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A user of the host whose rights are looked at.
 *
 * @param name as in passwd, or the number where there is none
 * @param gids every group, the primary one among them
 */
public record Caller(String name, int uid, List<Integer> gids) {
    private static final int WRITE_OTHER = 0002;
    private static final int WRITE_GROUP = 0020;
    private static final int WRITE_OWNER = 0200;

    /** Copies the groups. */
    public Caller {
        gids = List.copyOf(gids);
    }

    /** Who runs this process. */
    public static Caller current(HostFiles host) {
        int uid = Identity.effectiveUid();
        String name =
                Account.byUid(host, uid).map(Account::name).orElse(Integer.toUnsignedString(uid));
        List<Integer> groups =
                IntStream.concat(IntStream.of(Identity.gid()), Arrays.stream(Identity.groups()))
                        .distinct()
                        .boxed()
                        .toList();
        return new Caller(name, uid, groups);
    }

    /** Whether the mode bits let this user write; the superuser's powers do not count. */
    public boolean mayWrite(FileStatus file) {
        if (file.uid() == uid) {
            return (file.permissions() & WRITE_OWNER) != 0;
        }
        if (gids.contains(file.gid())) {
            return (file.permissions() & WRITE_GROUP) != 0;
        }
        return (file.permissions() & WRITE_OTHER) != 0;
    }
}
