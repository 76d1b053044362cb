package io.jsec.audit.collect;

import static java.util.Objects.requireNonNull;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Fact;
import io.jsec.rules.HostFacts.HostFile;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the files of engines, with their owners and modes. Links are followed, as engines do. */
final class HostFiles {
    private static final int PERMISSIONS = 07777;
    private static final List<String> UNIT_FOLDERS =
            List.of(
                    "/etc/systemd/system",
                    "/run/systemd/system",
                    "/usr/local/lib/systemd/system",
                    "/usr/lib/systemd/system",
                    "/lib/systemd/system");
    private static final List<String> UNITS = List.of("docker.service", "docker.socket");
    private static final List<String> ENGINE_SOCKETS =
            List.of("/run/docker.sock", "/run/podman/podman.sock");
    private static final List<String> CONTAINERD_SOCKETS =
            List.of("/run/containerd/containerd.sock", "/run/crio/crio.sock");
    private static final Map<String, Role> TLS =
            Map.of(
                    "tlscacert",
                    Role.TLS_CERTIFICATE,
                    "tlscert",
                    Role.TLS_CERTIFICATE,
                    "tlskey",
                    Role.TLS_KEY);

    private final HostRoot root;
    private final HostAccounts accounts;
    private final List<HostFile> files = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();

    private HostFiles(HostRoot root, HostAccounts accounts) {
        this.root = root;
        this.accounts = accounts;
    }

    /**
     * The files that are there.
     *
     * @param daemons configurations, which name the files of TLS and the sockets
     */
    static List<HostFile> of(HostRoot root, HostAccounts accounts, List<DaemonFacts> daemons) {
        HostFiles found = new HostFiles(root, accounts);
        found.units();
        found.add("/etc/docker", Role.FOLDER);
        found.add("/etc/docker/daemon.json", Role.CONFIGURATION);
        found.add("/etc/default/docker", Role.DEFAULTS);
        found.add("/etc/sysconfig/docker", Role.DEFAULTS);
        found.registries();
        ENGINE_SOCKETS.forEach(path -> found.add(path, Role.ENGINE_SOCKET));
        CONTAINERD_SOCKETS.forEach(path -> found.add(path, Role.CONTAINERD_SOCKET));
        daemons.forEach(found::named);
        return found.files;
    }

    private void units() {
        for (String folder : UNIT_FOLDERS) {
            for (String unit : UNITS) {
                add(folder + "/" + unit, Role.UNIT);
                below(folder + "/" + unit + ".d", Role.UNIT);
            }
        }
    }

    private void registries() {
        try {
            for (String registry : root.list("/etc/docker/certs.d")) {
                below("/etc/docker/certs.d/" + registry, Role.REGISTRY_CERTIFICATE);
            }
        } catch (IOException e) {
            unknown("/etc/docker/certs.d", Role.REGISTRY_CERTIFICATE, e);
        }
    }

    private void below(String folder, Role role) {
        try {
            root.list(folder).forEach(name -> add(folder + "/" + name, role));
        } catch (IOException e) {
            unknown(folder, role, e);
        }
    }

    private void named(DaemonFacts daemon) {
        TLS.forEach((key, role) ->
                Optional.of(daemon.text(key).orElse(""))
                        .filter(path -> path.startsWith("/"))
                        .ifPresent(path -> add(path, role)));
        daemon.texts("hosts").stream()
                .map(each -> each.value())
                .filter(address -> address.startsWith("unix:///"))
                .forEach(address -> add(address.substring(7), Role.ENGINE_SOCKET));
    }

    private void add(String path, Role role) {
        try {
            Path real = root.at(path).toRealPath();
            if (!seen.add(real)) {
                return;
            }
            SourceLocation at = SourceLocation.whole(path);
            int mode = number(real, "unix:mode") & PERMISSIONS;
            int uid = number(real, "unix:uid");
            int gid = number(real, "unix:gid");
            files.add(
                    new HostFile(
                            path,
                            role,
                            Fact.of(mode, at),
                            Fact.of(accounts.user(Integer.toUnsignedLong(uid)), at),
                            Fact.of(accounts.group(Integer.toUnsignedLong(gid)), at)));
        } catch (NoSuchFileException | NotDirectoryException e) {
            // What is not there is not judged.
            return;
        } catch (IOException e) {
            unknown(path, role, e);
        }
    }

    private static int number(Path file, String attribute) throws IOException {
        return (Integer) requireNonNull(Files.getAttribute(file, attribute));
    }

    private void unknown(String path, Role role, IOException e) {
        String why = HostRoot.why(path, e);
        files.add(
                new HostFile(path, role, Fact.unknown(why), Fact.unknown(why), Fact.unknown(why)));
    }
}
