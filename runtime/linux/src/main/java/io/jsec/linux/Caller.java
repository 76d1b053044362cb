package io.jsec.linux;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A user of the host whose rights are looked at.
 *
 * @param name as in passwd, or the number where there is none
 * @param gids every group, the primary one among them
 */
public record Caller(String name, int uid, List<Integer> gids) {
    private static final int GROUP_FIELDS = 4;
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

    /**
     * A user by name, with the groups that {@code /etc/group} names: who a process becomes that is
     * started as that user.
     *
     * @return empty where there is no such user
     */
    public static Optional<Caller> named(HostFiles host, String name) {
        return Account.byName(host, name)
                .map(account -> new Caller(name, account.uid(), groups(host, account)));
    }

    private static List<Integer> groups(HostFiles host, Account account) {
        List<Integer> groups = new ArrayList<>(List.of(account.gid()));
        for (String line : host.lines("/etc/group")) {
            String[] fields = line.split(":", -1);
            if (fields.length == GROUP_FIELDS
                    && fields[2].matches("[0-9]{1,9}")
                    && List.of(fields[3].split(",", -1)).contains(account.name())) {
                groups.add(Integer.valueOf(fields[2]));
            }
        }
        return groups.stream().distinct().toList();
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
