package io.jsec.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a client's restraints say of a container it asks for, with its mounts resolved: a directory
 * of the host that comes by {@code --volumes-from} counts too. Pure.
 */
final class RestraintRules {
    private static final String ALLOWED = "bind:";

    private RestraintRules() {}

    /**
     * Everything against it; none for what may be.
     *
     * @param allow of the configuration
     */
    static List<Admission.Denial> judge(
            Access access, HostConfig host, List<MountPlan> mounts, Set<String> allow) {
        List<Admission.Denial> found = new ArrayList<>();
        if (access.isScoped()) {
            mounts.stream()
                    .filter(mount -> mount.kind() == MountPlan.Kind.BIND)
                    .filter(mount -> !isAllowed(Path.of(mount.source()), allow))
                    .forEach(mount -> found.add(outside(access, mount)));
        }
        if (access.has(Restraint.NO_BINDS)) {
            mounts.stream()
                    .filter(mount -> mount.kind() == MountPlan.Kind.BIND)
                    .forEach(mount ->
                            found.add(
                                    new Admission.Denial(
                                            Restraint.NO_BINDS.rule(),
                                            "-v " + mount.source() + ":" + mount.target(),
                                            "this role has no directories of the host",
                                            "a named volume, and docker cp")));
        }
        if (access.has(Restraint.NO_SOCKET)) {
            mounts.stream()
                    .filter(mount -> mount.kind() == MountPlan.Kind.SOCKET)
                    .forEach(mount ->
                            found.add(
                                    new Admission.Denial(
                                            Restraint.NO_SOCKET.rule(),
                                            "-v " + mount.source() + ":" + mount.target(),
                                            "a container would do by its socket what this role may"
                                                    + " not",
                                            "a client whose role has all that sidecar has, such as"
                                                    + " operator")));
        }
        if (access.has(Restraint.NO_LOOSENING)) {
            loosened(host)
                    .forEach(option ->
                            found.add(
                                    new Admission.Denial(
                                            Restraint.NO_LOOSENING.rule(),
                                            option,
                                            "this role takes no wall of a container down",
                                            "the option left out")));
        }
        return found;
    }

    /** Named by the configuration, or below what is. */
    private static boolean isAllowed(Path source, Set<String> allow) {
        return allow.stream()
                .filter(each -> each.startsWith(ALLOWED))
                .anyMatch(each -> source.startsWith(Path.of(each.substring(ALLOWED.length()))));
    }

    /** A directory of the host carries no labels: it may be anybody's, the engine's owner's too. */
    private static Admission.Denial outside(Access access, MountPlan mount) {
        return new Admission.Denial(
                "JSEC-R-024",
                "-v " + mount.source() + ":" + mount.target(),
                "directories of the host are outside of the scope " + access.text(),
                "a named volume, and docker cp; or \"jsec\": {\"allow\": [\"bind:"
                        + mount.source()
                        + "\"]} in daemon.json");
    }

    /** The options that leave the default walls, as they are typed. */
    private static List<String> loosened(HostConfig host) {
        List<String> options = new ArrayList<>();
        HostConfig.SecurityConfig security = host.security();
        if (security.privileged()) {
            options.add("--privileged");
        }
        security.capAdd().forEach(cap -> options.add("--cap-add " + cap));
        security.devices().forEach(device -> options.add("--device " + device));
        security.sysctls().forEach((key, value) -> options.add("--sysctl " + key + "=" + value));
        security.securityOpt().stream()
                .filter(option -> !option.matches("no-new-privileges([:=]true)?"))
                .forEach(option -> options.add("--security-opt " + shortened(option)));
        HostConfig.NamespaceConfig shared = host.namespaces();
        shared(options, "--userns", security.usernsMode());
        shared(options, "--network", shared.network());
        shared(options, "--pid", shared.pid());
        shared(options, "--ipc", shared.ipc());
        shared(options, "--uts", shared.uts());
        shared(options, "--cgroupns", shared.cgroup());
        return options;
    }

    /** A whole profile may stand in it. */
    private static String shortened(String option) {
        int end = option.indexOf('{');
        return end < 0 ? option : option.substring(0, end) + "…";
    }

    private static void shared(List<String> options, String option, String mode) {
        if (mode.equals("host") || mode.startsWith("container:")) {
            options.add(option + " " + mode);
        }
    }
}
