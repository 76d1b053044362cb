package io.jsec.audit.collect;

import io.jsec.audit.Unreadable;
import io.jsec.rules.CertificateFacts.Role;
import io.jsec.rules.DaemonFacts;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds the certificates of engines and of their clients. */
final class CertificateFiles {
    private static final String REGISTRIES = "/etc/docker/certs.d";
    private static final String DEFAULT = "/root/.docker";

    private final HostRoot root;
    private final List<CertificateFile> files = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private CertificateFiles(HostRoot root) {
        this.root = root;
    }

    /**
     * What is there, and what configurations name.
     *
     * @param daemons configurations of engines
     * @param homes home folders of accounts that use an engine
     */
    static CertificateFiles of(HostRoot root, List<DaemonFacts> daemons, List<String> homes) {
        CertificateFiles found = new CertificateFiles(root);
        daemons.forEach(found::daemon);
        for (String home : homes) {
            String folder = home + "/.docker";
            found.add(Role.CLIENT, folder + "/cert.pem", folder + "/key.pem", false);
            found.add(Role.SERVER_AUTHORITY, folder + "/ca.pem", "", false);
        }
        for (String registry : found.list(REGISTRIES)) {
            found.registry(REGISTRIES + "/" + registry);
        }
        return found;
    }

    /** The files. */
    List<CertificateFile> files() {
        return List.copyOf(files);
    }

    /** Folders that cannot be read. */
    List<Unreadable> unreadable() {
        return List.copyOf(unreadable);
    }

    private List<String> list(String folder) {
        try {
            return root.list(folder);
        } catch (IOException e) {
            Target target = new Target(Target.Kind.CERTIFICATE, folder);
            SourceLocation at = SourceLocation.whole(folder);
            unreadable.add(new Unreadable(target, at, HostRoot.why("cannot be read", e)));
            return List.of();
        }
    }

    /** Whether a file is there, or may be where nobody can see it. */
    private boolean exists(String path) {
        try {
            return root.find(path).isRegular();
        } catch (NoSuchFileException | NotDirectoryException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    /** dockerd looks in the folder of root where TLS is on and no file is named. */
    private void daemon(DaemonFacts daemon) {
        boolean verify = daemon.truth("tlsverify").orElse(false);
        boolean on = verify || daemon.truth("tls").orElse(false);
        if (on) {
            String certificate = daemon.text("tlscert").orElse(DEFAULT + "/cert.pem");
            String key = daemon.text("tlskey").orElse(DEFAULT + "/key.pem");
            add(Role.SERVER, certificate, key, true);
        }
        if (verify) {
            String authority = daemon.text("tlscacert").orElse(DEFAULT + "/ca.pem");
            add(Role.CLIENT_AUTHORITY, authority, "", true);
        }
    }

    /** {@code *.crt} are authorities, {@code *.cert} clients with {@code *.key} beside them. */
    private void registry(String folder) {
        for (String name : list(folder)) {
            if (name.endsWith(".crt")) {
                add(Role.SERVER_AUTHORITY, folder + "/" + name, "", false);
            } else if (name.endsWith(".cert")) {
                String stem = name.substring(0, name.length() - ".cert".length());
                add(Role.CLIENT, folder + "/" + name, folder + "/" + stem + ".key", false);
            }
        }
    }

    private void add(Role role, String path, String key, boolean named) {
        boolean there = named || exists(path);
        if (path.startsWith("/") && there && seen.add(path)) {
            Optional<String> beside =
                    Optional.of(key).filter(each -> each.startsWith("/") && exists(each));
            files.add(new CertificateFile(role, path, beside, named));
        }
    }
}
