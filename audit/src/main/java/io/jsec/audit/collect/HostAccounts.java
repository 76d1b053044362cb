package io.jsec.audit.collect;

import io.jsec.rules.Fact;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads {@code /etc/passwd} and {@code /etc/group} (passwd(5), group(5)). */
final class HostAccounts {
    private static final String PASSWD = "/etc/passwd";
    private static final String GROUP = "/etc/group";

    private final Map<Long, String> users = new HashMap<>();
    private final Map<Long, String> groups = new HashMap<>();
    private final Fact<String> passwd;
    private final Fact<String> group;

    HostAccounts(HostRoot root) {
        passwd = root.fact(PASSWD, text -> text);
        group = root.fact(GROUP, text -> text);
        for (String[] fields : lines(passwd, 4)) {
            users.putIfAbsent(Long.parseLong(fields[2]), fields[0]);
        }
        for (String[] fields : lines(group, 3)) {
            groups.putIfAbsent(Long.parseLong(fields[2]), fields[0]);
        }
    }

    /** Lines with so many fields and a number in the third; others are no accounts. */
    private static List<String[]> lines(Fact<String> text, int fields) {
        List<String[]> all = new ArrayList<>();
        for (String line : text.orElse("").lines().toList()) {
            String[] parts = line.split(":", -1);
            if (parts.length >= fields && parts[2].matches("[0-9]{1,10}")) {
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

    /** Members of some groups as {@code group: account}, those whose first group it is too. */
    Fact<List<Located<String>>> members(Set<String> names) {
        if (group instanceof Fact.Unknown<String>(String why)) {
            return Fact.unknown(why);
        }
        if (passwd instanceof Fact.Unknown<String>(String why)) {
            return Fact.unknown(why);
        }
        List<Located<String>> all = new ArrayList<>();
        for (String[] fields : lines(group, 3)) {
            if (names.contains(fields[0])) {
                Set<String> members = new TreeSet<>();
                if (fields.length > 3 && !fields[3].isEmpty()) {
                    members.addAll(List.of(fields[3].split(",")));
                }
                for (String[] account : lines(passwd, 4)) {
                    if (account[3].equals(fields[2])) {
                        members.add(account[0]);
                    }
                }
                members.remove("root");
                SourceLocation at = SourceLocation.whole(GROUP);
                members.forEach(name -> all.add(new Located<>(fields[0] + ": " + name, at)));
            }
        }
        return Fact.of(all, SourceLocation.whole(GROUP));
    }
}
