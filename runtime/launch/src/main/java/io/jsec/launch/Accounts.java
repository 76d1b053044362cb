package io.jsec.launch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The users and groups of an image: its /etc/passwd and /etc/group, read as data.
 *
 * <p>Lines that are not whole, or whose numbers are out of range, name nobody: they are left out,
 * never repaired. The first line of a name counts, as with getpwnam(3).
 *
 * @param users in the order of the file
 * @param groups likewise
 */
public record Accounts(List<User> users, List<Group> groups) {
    /** Characters of either file; more is cut off by whoever reads it. */
    public static final int FILE_CHARS_MAX = 1 << 20;

    private static final int LINES_MAX = 65_536;

    /** No file: numbers only. */
    public static final Accounts NONE = new Accounts(List.of(), List.of());

    /** One line of passwd(5). */
    public record User(String name, int uid, int gid, String home) {}

    /** One line of group(5). */
    public record Group(String name, int gid, List<String> members) {
        /** Copied. */
        public Group {
            members = List.copyOf(members);
        }
    }

    /** Copied. */
    public Accounts {
        users = List.copyOf(users);
        groups = List.copyOf(groups);
    }

    /** The accounts of both files' contents; an absent file is an empty text. */
    public static Accounts parse(String passwd, String group) {
        List<User> users = new ArrayList<>();
        for (String[] fields : lines(passwd, 7)) {
            Optional<Integer> uid = UserSpec.number(fields[2]);
            Optional<Integer> gid = UserSpec.number(fields[3]);
            if (uid.isPresent() && gid.isPresent()) {
                users.add(new User(fields[0], uid.get(), gid.get(), fields[5]));
            }
        }
        List<Group> groups = new ArrayList<>();
        for (String[] fields : lines(group, 4)) {
            UserSpec.number(fields[2])
                    .ifPresent(gid ->
                            groups.add(new Group(fields[0], gid, List.of(fields[3].split(",")))));
        }
        return new Accounts(users, groups);
    }

    /** Lines with exactly that many fields. */
    private static List<String[]> lines(String file, int fields) {
        return file.substring(0, Math.min(file.length(), FILE_CHARS_MAX))
                .lines()
                .limit(LINES_MAX)
                .map(line -> line.split(":", -1))
                .filter(line -> line.length == fields && !line[0].isEmpty())
                .toList();
    }

    Optional<User> user(String name) {
        return users.stream().filter(user -> user.name().equals(name)).findFirst();
    }

    Optional<User> user(int uid) {
        return users.stream().filter(user -> user.uid() == uid).findFirst();
    }

    Optional<Group> group(String name) {
        return groups.stream().filter(group -> group.name().equals(name)).findFirst();
    }

    /** The groups a user is listed in. */
    List<Integer> groupsOf(String name) {
        return groups.stream()
                .filter(group -> group.members().contains(name))
                .map(Group::gid)
                .limit(ContainerUser.GROUPS_MAX - 1L)
                .toList();
    }
}
