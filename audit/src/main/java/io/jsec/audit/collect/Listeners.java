package io.jsec.audit.collect;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Fact;
import io.jsec.rules.HostFacts.Answer;
import io.jsec.rules.HostFacts.Listener;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads which TCP ports of engines are listened on (proc_net(5)), and asks those of the API. */
final class Listeners {
    private static final String TABLE = "/proc/net/tcp";
    private static final String LISTEN = "0A";
    private static final int SWARM = 2377;
    private static final Set<Integer> API = Set.of(2375, 2376, 4243);
    private static final Pattern LOCAL =
            Pattern.compile("([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4})");
    private static final Pattern ADDRESS = Pattern.compile("tcp:.*:([0-9]{1,5})/?");

    private Listeners() {}

    /**
     * The listeners on the ports of engines.
     *
     * @param ports further ones of the API
     */
    static Fact<List<Listener>> of(HostRoot root, Set<Integer> ports, ApiProbe probe)
            throws InterruptedException {
        Set<Listener> found = new LinkedHashSet<>();
        try {
            Optional<String> table = root.text(TABLE);
            if (table.isEmpty()) {
                return Fact.unknown(TABLE + " is not there");
            }
            found.addAll(read(table.get()));
            // A host without IPv6 has no second table.
            found.addAll(read(root.text(TABLE + "6").orElse("")));
        } catch (IOException e) {
            return Fact.unknown(HostRoot.why(TABLE, e));
        }
        List<Callable<Listener>> asked = new ArrayList<>();
        for (Listener each : found) {
            if (API.contains(each.port()) || ports.contains(each.port())) {
                asked.add(() -> ask(each, probe));
            } else if (each.port() == SWARM) {
                asked.add(() -> each);
            }
        }
        return Fact.of(all(asked), SourceLocation.whole("TCP ports of this host"));
    }

    private static Listener ask(Listener listener, ApiProbe probe) {
        Answer answer = probe.ask(listener.address(), listener.port());
        return new Listener(listener.address(), listener.port(), answer);
    }

    /** All at once: one that is silent must not use up the time of the others. */
    private static List<Listener> all(List<Callable<Listener>> asked) throws InterruptedException {
        List<Listener> all = new ArrayList<>();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            for (Future<Listener> each : threads.invokeAll(asked)) {
                all.add(each.get());
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking a port", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return all;
    }

    /** Ports of the API that configurations and command lines name. */
    static Set<Integer> configured(HostRoot root, List<DaemonFacts> daemons) {
        Set<Integer> ports = new HashSet<>();
        for (DaemonFacts daemon : daemons) {
            for (Located<String> host : daemon.texts("hosts")) {
                port(host.value()).ifPresent(ports::add);
            }
        }
        try {
            for (String name : root.list("/proc")) {
                if (name.matches("[0-9]+")) {
                    ports.addAll(podman(root.text("/proc/" + name + "/cmdline").orElse("")));
                }
            }
        } catch (IOException e) {
            // The command lines of others are hidden; the usual ports are asked all the same.
            return ports;
        }
        return ports;
    }

    /** Ports that {@code podman system service tcp:HOST:PORT} serves. */
    private static Set<Integer> podman(String line) {
        List<String> words = List.of(line.split("\0", -1));
        Set<Integer> ports = new HashSet<>();
        String program = words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
        if (program.equals("podman") && words.contains("service")) {
            words.forEach(word -> port(word).ifPresent(ports::add));
        }
        return ports;
    }

    private static Optional<Integer> port(String address) {
        Matcher found = ADDRESS.matcher(address);
        return found.matches() ? Optional.of(Integer.valueOf(found.group(1))) : Optional.empty();
    }

    private static List<Listener> read(String table) throws UnknownHostException {
        List<Listener> all = new ArrayList<>();
        for (String line : table.lines().skip(1).toList()) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length > 3 && fields[3].equals(LISTEN)) {
                Matcher local = LOCAL.matcher(fields[1]);
                if (local.matches()) {
                    String address = address(HexFormat.of().parseHex(local.group(1)));
                    int port = Integer.parseInt(local.group(2), 16);
                    all.add(new Listener(address, port, Answer.NOT_ASKED));
                }
            }
        }
        return all;
    }

    /** The kernel prints each four bytes as a number of a little-endian machine. */
    private static String address(byte[] bytes) throws UnknownHostException {
        byte[] ordered = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ordered[i] = bytes[i - i % 4 + 3 - i % 4];
        }
        String text = InetAddress.getByAddress(ordered).getHostAddress();
        return switch (text) {
            case "0:0:0:0:0:0:0:0" -> "::";
            case "0:0:0:0:0:0:0:1" -> "::1";
            default -> text;
        };
    }
}
