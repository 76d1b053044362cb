package io.jsec.rules;

import java.util.List;
import java.util.Map;

/**
 * One host as far as it bears on its engines.
 *
 * @param target the host
 * @param whole the place of the host as a whole
 * @param sysctls switches of the kernel by their names with dots; those it does not have are absent
 * @param securityModules active ones, from {@code /sys/kernel/security/lsm}
 * @param cpuFlaws names and states of {@code /sys/devices/system/cpu/vulnerabilities}
 * @param groupMembers accounts of groups that command an engine, as {@code group: account}
 * @param watched paths that auditd's configured rules cover
 * @param watchable paths of engines that are there and ought to be covered
 * @param mountPoints of the host
 * @param dataFolders where engines keep containers
 * @param listeners on the ports of engines
 * @param mountedSockets sockets of engines that other mount namespaces see
 * @param files of engines, with owner and mode
 */
public record HostFacts(
        Target target,
        SourceLocation whole,
        Map<String, Fact<String>> sysctls,
        Fact<List<Located<String>>> securityModules,
        Map<String, String> cpuFlaws,
        Fact<List<Located<String>>> groupMembers,
        Fact<List<Located<String>>> watched,
        List<String> watchable,
        Fact<List<Located<String>>> mountPoints,
        List<String> dataFolders,
        Fact<List<Listener>> listeners,
        Fact<List<Located<String>>> mountedSockets,
        List<HostFile> files)
        implements Facts {
    /** Copies the collections. */
    public HostFacts {
        sysctls = Map.copyOf(sysctls);
        cpuFlaws = Map.copyOf(cpuFlaws);
        watchable = List.copyOf(watchable);
        dataFolders = List.copyOf(dataFolders);
        files = List.copyOf(files);
    }

    /** A switch of the kernel. */
    public Fact<String> sysctl(String name) {
        return sysctls.getOrDefault(name, Fact.absent(whole));
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
        TLS_CERTIFICATE,
        TLS_KEY,
        ENGINE_SOCKET,
        CONTAINERD_SOCKET,
        CONFIGURATION,
        DEFAULTS
    }

    /**
     * A file that is there.
     *
     * @param path its path on the host
     * @param role what it is to the engine
     * @param mode permission bits
     * @param owner name of its owner, or the number where it has no name
     * @param group name of its group, or the number where it has no name
     */
    public record HostFile(
            String path, Role role, Fact<Integer> mode, Fact<String> owner, Fact<String> group) {}
}
