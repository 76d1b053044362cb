package io.jsec.cli.setup;

import java.util.List;
import java.util.Optional;

/**
 * A system user nobody can log in as.
 *
 * @param name its name
 * @param uid its number
 * @param group its group's name
 * @param home its home, not made by this
 */
record SystemUser(String name, long uid, String group, String home) implements Change {
    private static final String NO_LOGIN = "/usr/sbin/nologin";

    @Override
    public String key() {
        return "user " + name;
    }

    @Override
    public String words() {
        return "add the system user " + name + " (uid " + uid + ", home " + home + ", no login)";
    }

    private Optional<Account> found(SetupHost host) {
        return Account.users(host.read("/etc/passwd").orElse("")).stream()
                .filter(user -> user.name().equals(name))
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
        if (holds(host)) {
            return;
        }
        host.must(
                List.of(
                        "useradd",
                        "--system",
                        "--uid",
                        Long.toString(uid),
                        "--gid",
                        group,
                        "--home-dir",
                        home,
                        "--no-create-home",
                        "--shell",
                        NO_LOGIN,
                        "--comment",
                        "jsec container engine",
                        name));
    }

    @Override
    public void undo(SetupHost host, String before) {
        if (before.equals(ABSENT) && holds(host)) {
            host.must(List.of("userdel", name));
        }
    }
}
