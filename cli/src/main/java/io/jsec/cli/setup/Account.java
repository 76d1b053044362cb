package io.jsec.cli.setup;

import java.util.ArrayList;
import java.util.List;

/**
 * One line of /etc/passwd, or of /etc/group (there without home and shell, uid being the gid).
 *
 * @param name its name
 * @param uid user id
 * @param gid group id
 * @param home home directory
 * @param shell login shell
 */
record Account(String name, long uid, long gid, String home, String shell) {
    /** The users a text in passwd(5)'s form names; lines of another form are not users. */
    static List<Account> users(String text) {
        List<Account> users = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.split(":", -1);
            if (fields.length == 7 && number(fields[2]) && number(fields[3])) {
                users.add(
                        new Account(
                                fields[0],
                                Long.parseLong(fields[2]),
                                Long.parseLong(fields[3]),
                                fields[5],
                                fields[6]));
            }
        }
        return List.copyOf(users);
    }

    /** The groups a text in group(5)'s form names. */
    static List<Account> groups(String text) {
        List<Account> groups = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            String[] fields = line.split(":", -1);
            if (fields.length == 4 && number(fields[2])) {
                long gid = Long.parseLong(fields[2]);
                groups.add(new Account(fields[0], gid, gid, "", ""));
            }
        }
        return List.copyOf(groups);
    }

    private static boolean number(String text) {
        return text.matches("[0-9]{1,10}");
    }
}
