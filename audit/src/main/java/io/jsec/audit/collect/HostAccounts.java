package io.jsec.audit.collect;

import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads {@code /etc/passwd} and {@code /etc/group} (passwd(5), group(5)). Accounts of a directory
 * service are not in them.
 */
final class HostAccounts {
    private static final String PASSWD = "/etc/passwd";
    private static final String GROUP = "/etc/group";
    private static final int NUMBER = 2;
    private static final int FIRST_GROUP = 3;
    private static final int MEMBERS = 3;
    private static final int HOME = 5;
    private static final Pattern ID = Pattern.compile("[0-9]{1,10}");

    private final Map<Long, String> users = new HashMap<>();
    private final Map<Long, String> groups = new HashMap<>();
    private final Fact<String> passwd;
    private final Fact<String> group;

    HostAccounts(HostRoot root) {
        passwd = root.fact(PASSWD, text -> text);
        group = root.fact(GROUP, text -> text);
        for (String[] fields : lines(passwd)) {
            users.putIfAbsent(Long.parseLong(fields[NUMBER]), fields[0]);
        }
        for (String[] fields : lines(group)) {
            groups.putIfAbsent(Long.parseLong(fields[NUMBER]), fields[0]);
        }
    }

    /** Lines with a name, and a number in the third field; others are no accounts. */
    private static List<String[]> lines(Fact<String> text) {
        List<String[]> all = new ArrayList<>();
        for (String line : text.orElse("").lines().toList()) {
            String[] parts = line.split(":", -1);
            boolean named = parts.length > MEMBERS && !parts[0].isEmpty();
            if (named && ID.matcher(parts[NUMBER]).matches()) {
                all.add(parts);
            }
        }
        return all;
    }

    /** The name of a user, or the number where it has none. */
    String user(long uid) {
        return users.getOrDefault(uid, Long.toString(uid));
    }

    /** The name of a group, or the number where it has none. */
    String group(long gid) {
        return groups.getOrDefault(gid, Long.toString(gid));
    }

    /** Folders of accounts. */
    Set<String> homes() {
        Set<String> homes = new LinkedHashSet<>();
        for (String[] fields : lines(passwd)) {
            if (fields.length > HOME && fields[HOME].matches("/[^/].*")) {
                homes.add(fields[HOME]);
            }
        }
        return homes;
    }

    /**
     * Members of some groups as {@code group: account}, those whose first group it is too; root is
     * left out under every name it has.
     */
    Fact<List<Located<String>>> members(Set<String> names) {
        if (group instanceof Fact.Unknown<String>(String why)) {
            return Fact.unknown(why);
        }
        if (passwd instanceof Fact.Unknown<String>(String why)) {
            return Fact.unknown(why);
        }
        List<Located<String>> all = new ArrayList<>();
        for (String[] fields : lines(group)) {
            if (names.contains(fields[0])) {
                SourceLocation at = SourceLocation.whole(GROUP);
                members(fields)
                        .forEach(name -> all.add(new Located<>(fields[0] + ": " + name, at)));
            }
        }
        return Fact.of(all, SourceLocation.whole(GROUP));
    }

    private Set<String> members(String[] line) {
        Set<String> members = new TreeSet<>();
        for (String name : line[MEMBERS].split(",", -1)) {
            members.add(name.strip());
        }
        long number = Long.parseLong(line[NUMBER]);
        Set<String> roots = new TreeSet<>(Set.of("root", ""));
        for (String[] account : lines(passwd)) {
            if (ID.matcher(account[FIRST_GROUP]).matches()
                    && Long.parseLong(account[FIRST_GROUP]) == number) {
                members.add(account[0]);
            }
            if (Long.parseLong(account[NUMBER]) == 0) {
                roots.add(account[0]);
            }
        }
        members.removeAll(roots);
        return members;
    }
}
