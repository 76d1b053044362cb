package io.jsec.launch;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The files of /etc that belong to a container rather than to its image. Whoever starts it writes
 * them to its directory; the plan binds them. They are never read back: the container may write
 * them.
 *
 * @param hosts addresses and names
 * @param hostname the container's name
 * @param resolvConf where names are looked up
 */
public record EtcFiles(String hosts, String hostname, String resolvConf) {
    /** Their names below /etc. */
    static final List<String> NAMES = List.of("hosts", "hostname", "resolv.conf");

    private static final String LOOPBACK =
            """
            127.0.0.1\tlocalhost
            ::1\tlocalhost ip6-localhost ip6-loopback
            """;

    /** Their contents for a container: the host's on the host's network, else loopback only. */
    public static EtcFiles of(ContainerSpec spec, LaunchHost host) {
        String name = spec.identity().hostname();
        return switch (spec.network()) {
            case NONE, SHARED ->
                    new EtcFiles(
                            LOOPBACK + "127.0.1.1\t" + name + "\n",
                            name + "\n",
                            "# This container has no network but loopback.\n");
            case HOST ->
                    new EtcFiles(
                            hostsOf(host.files().hosts(), name),
                            name + "\n",
                            host.files().resolvConf());
        };
    }

    /** File names and contents, as they belong into the container's {@code etc} directory. */
    public Map<String, String> byName() {
        return Map.of("hosts", hosts, "hostname", hostname, "resolv.conf", resolvConf);
    }

    /** Where the file that a container sees lies: with a shared network, the other's. */
    static Path in(ContainerSpec spec, String name) {
        Path directory = spec.sharing().etc().orElse(spec.directory());
        return directory.resolve("etc").resolve(name);
    }

    private static String hostsOf(String hosts, String name) {
        String base = hosts.isBlank() ? LOOPBACK : hosts;
        String ended = base.endsWith("\n") ? base : base + "\n";
        return ended + "127.0.1.1\t" + name + "\n";
    }
}
