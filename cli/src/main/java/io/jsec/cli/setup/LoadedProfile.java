package io.jsec.cli.setup;

import java.util.List;

/**
 * An AppArmor profile, loaded into the kernel.
 *
 * @param path its file
 * @param name its name
 */
record LoadedProfile(String path, String name) implements Change {
    private static final String LOADED = "/sys/kernel/security/apparmor/profiles";

    @Override
    public String key() {
        return "apparmor-profile " + name;
    }

    @Override
    public String words() {
        return "load the AppArmor profile " + name;
    }

    @Override
    public boolean holds(SetupHost host) {
        if (!host.root()) {
            return host.stat(path).isPresent();
        }
        return host.read(LOADED).orElse("").lines().anyMatch(line -> line.startsWith(name + " ("));
    }

    @Override
    public String before(SetupHost host) {
        return ABSENT;
    }

    @Override
    public void apply(SetupHost host, String before) {
        host.must(List.of("apparmor_parser", "--replace", path));
    }

    @Override
    public void undo(SetupHost host, String before) {
        if (holds(host) && host.stat(path).isPresent()) {
            host.must(List.of("apparmor_parser", "--remove", path));
        }
    }
}
