package io.jsec.linux;

import java.util.List;
import java.util.Optional;

/**
 * A user of {@code /etc/passwd}.
 *
 * @param home absolute, as written there
 * @see <a href="https://man7.org/linux/man-pages/man5/passwd.5.html">passwd(5)</a>
 */
public record Account(String name, int uid, int gid, String home) {
    private static final int FIELDS = 7;

    /** The user with this number; empty for one that only a directory service knows. */
    public static Optional<Account> byUid(HostFiles host, int uid) {
        return all(host).stream().filter(account -> account.uid == uid).findFirst();
    }

    /** The user with this name. */
    public static Optional<Account> byName(HostFiles host, String name) {
        return all(host).stream().filter(account -> account.name.equals(name)).findFirst();
    }

    private static List<Account> all(HostFiles host) {
        return host.lines("/etc/passwd").stream().flatMap(line -> parse(line).stream()).toList();
    }

    private static Optional<Account> parse(String line) {
        String[] fields = line.split(":", -1);
        if (fields.length != FIELDS || fields[0].isEmpty()) {
            return Optional.empty();
        }
        try {
            int uid = Integer.parseUnsignedInt(fields[2]);
            int gid = Integer.parseUnsignedInt(fields[3]);
            return Optional.of(new Account(fields[0], uid, gid, fields[5]));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
