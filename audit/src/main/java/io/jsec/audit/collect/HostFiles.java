package io.jsec.audit.collect;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Fact;
import io.jsec.rules.HostFacts.HostFile;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.SourceLocation;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds the files of engines, with their owners and modes. Links are followed, as engines do. */
final class HostFiles {
    private static final int PERMISSIONS = 07777;
    private static final int OTHERS = 0007;
    private static final int OTHERS_PASS = 0001;
    private static final int GROUP = 0070;
    private static final int GROUP_PASSES = 0010;
    private static final String REGISTRIES = "/etc/docker/certs.d";

    /** Where systemd looks for units (systemd.unit(5)). */
    static final List<String> UNIT_FOLDERS =
            List.of(
                    "/etc/systemd/system",
                    "/run/systemd/system",
                    "/usr/local/lib/systemd/system",
                    "/usr/lib/systemd/system",
                    "/lib/systemd/system");

    private static final List<String> UNITS =
            List.of(
                    "docker.service",
                    "docker.socket",
                    "containerd.service",
                    "podman.service",
                    "podman.socket",
                    "crio.service");
    private static final List<String> FOLDERS =
            List.of("/etc/docker", "/etc/containerd", "/etc/containers", "/etc/crio");
    private static final List<String> CONFIGURATIONS =
            List.of(
                    "/etc/docker/daemon.json",
                    "/etc/containerd/config.toml",
                    "/etc/containers/containers.conf",
                    "/etc/containers/storage.conf",
                    "/etc/containers/registries.conf",
                    "/etc/containers/policy.json",
                    "/etc/crio/crio.conf");
    private static final List<String> DEFAULTS =
            List.of("/etc/default/docker", "/etc/sysconfig/docker");
    private static final Map<String, Role> TLS =
            Map.of(
                    "tlscacert",
                    Role.TLS_CERTIFICATE,
                    "tlscert",
                    Role.TLS_CERTIFICATE,
                    "tlskey",
                    Role.TLS_KEY);

    /** A password, or what is as good, in config.json of clients. */
    private static final Pattern PASSWORD =
            Pattern.compile("\"(?:auth|password|identitytoken|registrytoken)\"\\s*:\\s*\"[^\"]+\"");

    private final HostRoot root;
    private final HostAccounts accounts;
    private final List<HostFile> files = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private HostFiles(HostRoot root, HostAccounts accounts) {
        this.root = root;
        this.accounts = accounts;
    }

    /**
     * The files that are there.
     *
     * @param sockets of engines
     * @param daemons configurations, which name the files of TLS
     * @param mounts tell which folders of accounts are not on this machine
     */
    static List<HostFile> of(
            HostRoot root,
            HostAccounts accounts,
            Map<String, Role> sockets,
            List<DaemonFacts> daemons,
            HostMounts mounts) {
        HostFiles found = new HostFiles(root, accounts);
        found.units();
        FOLDERS.forEach(path -> found.add(path, Role.FOLDER));
        CONFIGURATIONS.forEach(path -> found.add(path, Role.CONFIGURATION));
        DEFAULTS.forEach(path -> found.add(path, Role.DEFAULTS));
        found.registries();
        sockets.forEach(found::add);
        daemons.forEach(found::named);
        found.passwords(mounts);
        return found.files;
    }

    private void units() {
        for (String folder : UNIT_FOLDERS) {
            for (String unit : UNITS) {
                add(folder + "/" + unit, Role.UNIT);
                names(folder + "/" + unit + ".d", Role.UNIT)
                        .forEach(name -> add(folder + "/" + unit + ".d/" + name, Role.UNIT));
            }
        }
    }

    private void registries() {
        for (String registry : names(REGISTRIES, Role.REGISTRY_CERTIFICATE)) {
            String folder = REGISTRIES + "/" + registry;
            for (String name : names(folder, Role.REGISTRY_CERTIFICATE)) {
                boolean key = name.endsWith(".key");
                add(folder + "/" + name, key ? Role.REGISTRY_KEY : Role.REGISTRY_CERTIFICATE);
            }
        }
    }

    private List<String> names(String folder, Role role) {
        try {
            return root.list(folder);
        } catch (IOException e) {
            unknown(folder, role, e);
            return List.of();
        }
    }

    private void named(DaemonFacts daemon) {
        path(daemon.text("config-file"), Role.CONFIGURATION);
        TLS.forEach((key, role) -> path(daemon.text(key), role));
    }

    private void path(Fact<String> named, Role role) {
        String path = named.orElse("");
        if (path.startsWith("/")) {
            add(path, role);
        }
    }

    private void passwords(HostMounts mounts) {
        for (String home : accounts.homes()) {
            String path = home + "/.docker/config.json";
            if (!mounts.mayHang(home) && holdsPassword(path)) {
                add(path, Role.REGISTRY_PASSWORDS);
            }
        }
    }

    /** What cannot be read here is closed to others too, so nothing is unknown of it. */
    private boolean holdsPassword(String path) {
        try {
            return PASSWORD.matcher(root.text(path).orElse("")).find();
        } catch (IOException e) {
            return false;
        }
    }

    private void add(String path, Role role) {
        try {
            HostRoot.Found file = root.find(path);
            if (isOf(role, file) && seen.add(file.path())) {
                SourceLocation at = SourceLocation.whole(file.path());
                int mode = file.mode() & PERMISSIONS & ~withheld(role, file.path());
                files.add(
                        new HostFile(
                                file.path(),
                                role,
                                Fact.of(mode, at),
                                Fact.of(accounts.user(file.uid()), at),
                                Fact.of(accounts.group(file.gid()), at)));
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            // What is not there is not judged.
            return;
        } catch (IOException e) {
            unknown(path, role, e);
        }
    }

    /** A unit that is a link to /dev/null is switched off, and no file of the engine. */
    private static boolean isOf(Role role, HostRoot.Found file) {
        return switch (role) {
            case FOLDER -> file.isFolder();
            case ENGINE_SOCKET, CONTAINERD_SOCKET, ROOTLESS_SOCKET -> file.isSocket();
            case UNIT,
                    REGISTRY_CERTIFICATE,
                    REGISTRY_KEY,
                    REGISTRY_PASSWORDS,
                    TLS_CERTIFICATE,
                    TLS_KEY,
                    CONFIGURATION,
                    DEFAULTS ->
                    file.isRegular();
        };
    }

    /** The permissions of an account's file that the folders above it do not let others use. */
    private int withheld(Role role, String path) throws IOException {
        if (role != Role.ROOTLESS_SOCKET && role != Role.REGISTRY_PASSWORDS) {
            return 0;
        }
        int withheld = 0;
        for (int end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
            int mode = root.find(path.substring(0, end)).mode();
            withheld |= (mode & OTHERS_PASS) == 0 ? OTHERS : 0;
            withheld |= (mode & GROUP_PASSES) == 0 ? GROUP : 0;
        }
        return withheld;
    }

    private void unknown(String path, Role role, IOException e) {
        String why = HostRoot.why(path, e);
        files.add(
                new HostFile(path, role, Fact.unknown(why), Fact.unknown(why), Fact.unknown(why)));
    }
}
