package io.jsec.rules;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What paths of the host give away to a container that mounts them. */
public final class HostPaths {
    /** Sockets through which an engine, and with it the host, is commanded. */
    private static final Set<String> SOCKETS =
            Set.of(
                    "/run/docker.sock",
                    "/run/podman/podman.sock",
                    "/run/containerd/containerd.sock",
                    "/run/crio/crio.sock",
                    "/run/jsec/jsec.sock",
                    "/run/buildkit/buildkitd.sock",
                    "/run/dockershim.sock",
                    "/run/snap.docker/docker.sock");

    /** Folders that hold one of them. */
    private static final Set<String> PARENTS =
            Set.of("/", "/run", "/var", "/run/podman", "/run/containerd", "/run/crio", "/run/jsec");

    /** Folders whose content is the host's own, or leads to it. */
    private static final List<String> SENSITIVE =
            List.of(
                    "/bin",
                    "/boot",
                    "/dev",
                    "/etc",
                    "/home",
                    "/lib",
                    "/lib64",
                    "/proc",
                    "/root",
                    "/run",
                    "/sbin",
                    "/sys",
                    "/usr",
                    "/var/lib/docker",
                    "/var/lib/containerd",
                    "/var/lib/containers",
                    "/var/lib/jsec",
                    "/var/lib/kubelet",
                    "/var/log",
                    "/var/run",
                    "/var/spool/cron");

    /** What programs mount every day and what tells no secret when it is read. */
    private static final Set<String> HARMLESS_TO_READ =
            Set.of("/etc/localtime", "/etc/timezone", "/etc/ssl/certs", "/usr/share/zoneinfo");

    private HostPaths() {}

    private static String plain(String path) {
        return path.startsWith("/var/run") ? path.substring("/var".length()) : path;
    }

    /**
     * The engine's socket that a mount gives away, or the folder that holds it. A file that is put
     * where clients look for an engine is its socket, wherever the host keeps it.
     */
    public static Optional<String> engine(ContainerMount mount) {
        if (!mount.type().equals("bind")) {
            return Optional.empty();
        }
        Optional<String> source = engine(mount.source());
        return source.isEmpty() && SOCKETS.contains(plain(mount.target()))
                ? Optional.of(mount.source() + " is put at " + mount.target())
                : source;
    }

    /** The engine's socket that is at a clean path, or the folder that holds it. */
    public static Optional<String> engine(String source) {
        String path = plain(source);
        boolean socket =
                SOCKETS.contains(path)
                        || path.matches("/run/user/[0-9]+(/docker|/podman|/jsec)?(/[a-z]+\\.sock)?")
                        || path.endsWith("/docker.sock")
                        || path.endsWith("/podman.sock")
                        || path.endsWith("/containerd.sock");
        if (socket) {
            return Optional.of(source + " commands the engine");
        }
        return PARENTS.contains(path)
                ? Optional.of(source + " holds the socket of an engine")
                : Optional.empty();
    }

    /** The folder of the host that a mount gives away, engines' sockets apart. */
    public static Optional<String> sensitive(ContainerMount mount) {
        return mount.type().equals("bind")
                ? sensitive(mount.source(), mount.readOnly())
                : Optional.empty();
    }

    /** The folder of the host that a clean path gives away, engines' sockets apart. */
    public static Optional<String> sensitive(String path, boolean readOnly) {
        if (engine(path).isPresent() || (readOnly && HARMLESS_TO_READ.contains(path))) {
            return Optional.empty();
        }
        for (String folder : SENSITIVE) {
            boolean home = folder.equals("/home");
            boolean below =
                    path.startsWith(folder + "/") && !(home && path.split("/", -1).length > 3);
            if (path.equals(folder) || below) {
                return Optional.of(path + " belongs to the host");
            }
        }
        return Optional.empty();
    }
}
