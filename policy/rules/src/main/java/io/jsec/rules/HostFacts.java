package io.jsec.rules;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One host as far as it bears on its engines.
 *
 * @param target the host
 * @param whole the place of the host as a whole
 * @param sysctls switches of the kernel by their names with dots; those it does not have are absent
 * @param securityModules active ones, from {@code /sys/kernel/security/lsm}
 * @param cpuFlaws names and states of {@code /sys/devices/system/cpu/vulnerabilities}
 * @param engineGroups groups that may own the sockets of engines
 * @param groupMembers accounts of groups that command an engine, as {@code group: account}
 * @param watched paths that auditd's configured rules cover; one that covers a folder with all
 *     below it ends with {@code /}
 * @param watchable paths of engines that are there and ought to be covered, folders without {@code
 *     /}
 * @param mounts what is mounted where on the host, later ones over earlier ones
 * @param dataFolders where engines keep containers, links resolved
 * @param listeners on the ports of engines
 * @param mountedSockets sockets of engines that other mount namespaces see
 * @param files of engines, with owner and mode
 */
public record HostFacts(
        Target target,
        SourceLocation whole,
        Map<String, Fact<String>> sysctls,
        Fact<List<Located<String>>> securityModules,
        Fact<Map<String, String>> cpuFlaws,
        Set<String> engineGroups,
        Fact<List<Located<String>>> groupMembers,
        Fact<List<Located<String>>> watched,
        List<String> watchable,
        Fact<List<Mount>> mounts,
        List<String> dataFolders,
        Fact<List<Listener>> listeners,
        Fact<List<Located<String>>> mountedSockets,
        List<HostFile> files)
        implements Facts {
    /** Copies the collections. */
    public HostFacts {
        sysctls = Map.copyOf(sysctls);
        engineGroups = Set.copyOf(engineGroups);
        watchable = List.copyOf(watchable);
        dataFolders = List.copyOf(dataFolders);
        files = List.copyOf(files);
    }

    /** A switch of the kernel. */
    public Fact<String> sysctl(String name) {
        return sysctls.getOrDefault(name, Fact.absent(whole));
    }

    /**
     * Something that is mounted.
     *
     * @param point where
     * @param device {@code major:minor} of its file system (proc_pid_mountinfo(5))
     */
    public record Mount(String point, String device) {
        /** Whether a path lies below its point. */
        public boolean holds(String path) {
            return point.equals("/") || path.equals(point) || path.startsWith(point + "/");
        }
    }

    /** What a TCP port of an engine answers to a client without a certificate. */
    public enum Answer {
        /** The API, unencrypted. */
        PLAIN,
        /** The API, encrypted. */
        TLS_WITHOUT_CERTIFICATE,
        /** Nothing: it wants a certificate. */
        REFUSED,
        /** Something that is no engine. */
        OTHER,
        /** Nothing in time, or no connection came about. */
        SILENT,
        /** It was not asked. */
        NOT_ASKED
    }

    /**
     * A TCP port that is listened on.
     *
     * @param address as in {@code 127.0.0.1}, {@code 0.0.0.0}, {@code ::}
     * @param port its number
     * @param answer what it answers
     */
    public record Listener(String address, int port, Answer answer) {
        /** Whether it can be reached from every network of the host. */
        public boolean everywhere() {
            return address.equals("0.0.0.0") || address.equals("::");
        }

        /** {@code address:port}, an IPv6 address in brackets. */
        public String text() {
            return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
        }
    }

    /** What a file is to an engine. */
    public enum Role {
        UNIT,
        FOLDER,
        REGISTRY_CERTIFICATE,
        REGISTRY_KEY,
        REGISTRY_PASSWORDS,
        TLS_CERTIFICATE,
        TLS_KEY,
        ENGINE_SOCKET,
        CONTAINERD_SOCKET,
        ROOTLESS_SOCKET,
        CONFIGURATION,
        DEFAULTS
    }

    /**
     * A file that is there.
     *
     * @param path its path on the host, links resolved
     * @param role what it is to the engine
     * @param mode permission bits; of a rootless socket those that its folder does not withhold
     * @param owner name of its owner, or the number where it has no name
     * @param group name of its group, or the number where it has no name
     */
    public record HostFile(
            String path, Role role, Fact<Integer> mode, Fact<String> owner, Fact<String> group) {}
}
