package io.jsec.rules.read;

import io.jsec.rules.ContainerPort;
import io.jsec.rules.Fact;
import io.jsec.rules.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads the ports a container publishes. */
final class InspectPorts {
    private static final Set<String> EVERY = Set.of("", "0.0.0.0", "::", "[::]", "*");

    private InspectPorts() {}

    /** One binding of a port of the container. */
    private record Binding(String port, String hostPort) {}

    /**
     * What is published now, and what was asked for where nothing is: a container that does not run
     * has no ports yet. An engine lists IPv4 and IPv6 apart: both together are every address.
     */
    static Fact<List<ContainerPort>> of(InspectValues values) {
        Fact<List<Node.Entry>> now = values.entries("NetworkSettings", "Ports");
        boolean bound =
                now.orElse(List.of()).stream().anyMatch(each -> !each.value().list().isEmpty());
        Fact<List<Node.Entry>> asked = values.entries("HostConfig", "PortBindings");
        if (bound || now instanceof Fact.Unknown) {
            return now.map(entries -> ports(values, entries));
        }
        return asked.map(entries -> ports(values, entries));
    }

    private static List<ContainerPort> ports(InspectValues values, List<Node.Entry> entries) {
        Map<Binding, Set<String>> addresses = new LinkedHashMap<>();
        Map<Binding, SourceLocation> places = new LinkedHashMap<>();
        for (Node.Entry entry : entries) {
            for (Node item : entry.value().list()) {
                Binding binding = new Binding(entry.name(), InspectValues.text(item, "HostPort"));
                String address = InspectValues.text(item, "HostIp");
                addresses
                        .computeIfAbsent(binding, key -> new TreeSet<>())
                        .add(EVERY.contains(address) ? "" : address);
                places.putIfAbsent(binding, values.at(item));
            }
        }
        List<ContainerPort> all = new ArrayList<>();
        addresses.forEach((binding, hosts) -> {
            SourceLocation at = places.getOrDefault(binding, values.whole());
            hosts.forEach(address -> all.add(port(binding, address, at)));
        });
        return all;
    }

    private static ContainerPort port(Binding binding, String address, SourceLocation at) {
        int slash = binding.port().indexOf('/');
        int hostPort = number(binding.hostPort());
        return new ContainerPort(
                address,
                hostPort,
                hostPort,
                number(slash < 0 ? binding.port() : binding.port().substring(0, slash)),
                slash < 0 ? "tcp" : binding.port().substring(slash + 1),
                at);
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    }
}
