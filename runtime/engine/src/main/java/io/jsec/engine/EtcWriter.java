package io.jsec.engine;

import io.jsec.launch.ContainerSpec;
import io.jsec.launch.EtcFiles;
import io.jsec.launch.LaunchHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The files of /etc that are a container's own, with what the request adds to them. */
final class EtcWriter {
    private EtcWriter() {}

    /** Writes them to the container's directory, where the plan binds them from. */
    static void write(
            Path directory, ContainerSpec spec, LaunchHost host, HostConfig.NetworkConfig network)
            throws IOException {
        Path etc = directory.resolve("etc");
        Files.createDirectories(etc);
        for (Map.Entry<String, String> file : files(spec, host, network).entrySet()) {
            Path path = etc.resolve(file.getKey());
            Files.writeString(path, file.getValue());
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        }
    }

    /** Names and contents. */
    static Map<String, String> files(
            ContainerSpec spec, LaunchHost host, HostConfig.NetworkConfig network) {
        Map<String, String> files = new LinkedHashMap<>(EtcFiles.of(spec, host).byName());
        StringBuilder hosts = new StringBuilder(files.getOrDefault("hosts", ""));
        network.extraHosts().forEach(entry -> hosts.append(hostLine(entry)));
        files.put("hosts", hosts.toString());
        List<String> resolv = resolv(network);
        if (!resolv.isEmpty()) {
            files.put("resolv.conf", String.join("\n", resolv) + "\n");
        }
        return files;
    }

    /** {@code NAME:ADDRESS}, or {@code NAME=ADDRESS} as newer clients write it. */
    static String hostLine(String entry) {
        int split = entry.indexOf('=');
        if (split < 0) {
            split = entry.indexOf(':');
        }
        String name = split < 0 ? "" : entry.substring(0, split);
        String address = entry.substring(split + 1);
        boolean bracketed = address.startsWith("[") && address.endsWith("]");
        String plain = bracketed ? address.substring(1, address.length() - 1) : address;
        if (!name.matches("[A-Za-z0-9_.-]{1,253}") || !plain.matches("[0-9A-Fa-f:.]{2,45}")) {
            if (plain.equals("host-gateway")) {
                throw EngineException.unsupported(
                        "--add-host " + entry,
                        "containers have no way to the host's network",
                        "an address");
            }
            throw EngineException.badParameter("invalid IP address in add-host: \"" + plain + '"');
        }
        return plain + "\t" + name + "\n";
    }

    private static List<String> resolv(HostConfig.NetworkConfig network) {
        List<String> lines = new ArrayList<>();
        for (String server : network.dns()) {
            if (!server.matches("[0-9A-Fa-f:.]{2,45}")) {
                throw EngineException.badParameter(server + " is not an ip address");
            }
            lines.add("nameserver " + server);
        }
        if (!network.dnsSearch().isEmpty() && !network.dnsSearch().equals(List.of("."))) {
            lines.add("search " + words(network.dnsSearch()));
        }
        if (!network.dnsOptions().isEmpty()) {
            lines.add("options " + words(network.dnsOptions()));
        }
        return lines;
    }

    private static String words(List<String> texts) {
        for (String text : texts) {
            if (!text.matches("[A-Za-z0-9_.:-]{1,253}")) {
                throw EngineException.badParameter("invalid DNS option: " + text);
            }
        }
        return String.join(" ", texts);
    }
}
