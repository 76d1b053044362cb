package io.jsec.engine;

import io.jsec.rules.HostPaths;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What no client gets unless the engine's configuration names it: the host's namespaces, engines'
 * sockets, and paths that hand the host over. Rule ids are the catalogue's.
 */
final class BuiltInAdmission implements Admission {
    static final String ENGINE_SOCKET = "JSEC-C-501";
    private static final String PRIVILEGED = "JSEC-C-502";
    private static final String HOST_PID = "JSEC-C-506";
    private static final String HOST_IPC = "JSEC-C-507";
    private static final String HOST_UTS = "JSEC-C-508";
    private static final String HOST_USERS = "JSEC-C-509";
    private static final String HOST_CGROUP = "JSEC-C-510";
    private static final String HOST_NETWORK = "JSEC-C-304";
    private static final String HOST_DEVICE = "JSEC-C-515";
    private static final String SENSITIVE_PATH = "JSEC-C-308";

    private final Set<String> allow;
    private final List<Path> guarded;

    /**
     * @param allow of the configuration
     * @param guarded sockets and directories of this engine
     */
    BuiltInAdmission(Set<String> allow, List<Path> guarded) {
        this.allow = Set.copyOf(allow);
        this.guarded = List.copyOf(guarded);
    }

    @Override
    public List<Denial> judge(Facts facts) {
        List<Denial> found = new ArrayList<>();
        HostConfig host = facts.host();
        if (host.security().privileged()) {
            found.add(
                    new Denial(
                            PRIVILEGED,
                            "--privileged",
                            "it would take every wall down at once",
                            "the one thing that is needed: --cap-add CAP, --security-opt"
                                    + " seccomp=FILE, -v for a directory"));
        }
        if (host.namespaces().network().equals("host") && !allow.contains("network-host")) {
            found.add(
                    new Denial(
                            HOST_NETWORK,
                            "--network host",
                            "it reaches every service of the host's loopback",
                            "--network none, or \"jsec\": {\"allow\": [\"network-host\"]} in"
                                    + " daemon.json"));
        }
        host("--pid", host.namespaces().pid(), HOST_PID, found);
        host("--ipc", host.namespaces().ipc(), HOST_IPC, found);
        host("--uts", host.namespaces().uts(), HOST_UTS, found);
        host("--cgroupns", host.namespaces().cgroup(), HOST_CGROUP, found);
        host("--userns", host.security().usernsMode(), HOST_USERS, found);
        for (String device : host.security().devices()) {
            found.add(
                    new Denial(
                            HOST_DEVICE,
                            "--device " + device,
                            "a rootless engine has no devices of the host to give away",
                            "the option left out; /dev/null, zero, full, random, urandom and tty"
                                    + " are there"));
        }
        facts.mounts().forEach(mount -> bind(mount, found));
        return found;
    }

    private static void host(String option, String value, String rule, List<Denial> found) {
        if (value.equals("host")) {
            found.add(
                    new Denial(
                            rule,
                            option + " host",
                            "a container never shares this namespace of the host",
                            "the option left out: a private one"));
        }
    }

    private void bind(MountPlan mount, List<Denial> found) {
        if (mount.kind() != MountPlan.Kind.BIND || allow.contains("bind:" + mount.source())) {
            return;
        }
        String what = "-v " + mount.source() + ":" + mount.target();
        String way = "\"jsec\": {\"allow\": [\"bind:" + mount.source() + "\"]} in daemon.json";
        Optional<String> engine =
                HostPaths.engine(mount.source()).or(() -> guarded(mount.source()));
        if (engine.isPresent()) {
            found.add(new Denial(ENGINE_SOCKET, what, engine.get(), "no mount, or " + way));
            return;
        }
        HostPaths.sensitive(mount.source(), mount.readOnly())
                .ifPresent(why ->
                        found.add(
                                new Denial(
                                        SENSITIVE_PATH,
                                        what,
                                        why,
                                        "a directory of your own, a named volume, or " + way)));
    }

    /** Above and below what is this engine's own. */
    private Optional<String> guarded(String source) {
        Path path = Path.of(source);
        return guarded.stream()
                .filter(own -> own.startsWith(path) || path.startsWith(own))
                .map(own -> source + " gives away " + own + ", which is this engine's own")
                .findFirst();
    }
}
