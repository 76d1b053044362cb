package io.jsec.cli.setup;

import java.util.List;
import java.util.Optional;

/**
 * A system group.
 *
 * @param name its name
 * @param gid its number
 */
record SystemGroup(String name, long gid) implements Change {
    @Override
    public String key() {
        return "group " + name;
    }

    @Override
    public String words() {
        return "add the group " + name + " (gid " + gid + ")";
    }

    private Optional<Account> found(SetupHost host) {
        return Account.groups(host.read("/etc/group").orElse("")).stream()
                .filter(group -> group.name().equals(name))
                .findFirst();
    }

    @Override
    public boolean holds(SetupHost host) {
        return found(host).isPresent();
    }

    @Override
    public String before(SetupHost host) {
        return found(host).isEmpty() ? ABSENT : PRESENT;
    }

    @Override
    public void apply(SetupHost host, String before) {
        if (!holds(host)) {
            host.must(List.of("groupadd", "--system", "--gid", Long.toString(gid), name));
        }
    }

    @Override
    public void undo(SetupHost host, String before) {
        if (before.equals(ABSENT) && holds(host)) {
            host.must(List.of("groupdel", name));
        }
    }
}
