package io.jsec.audit.collect;

import io.jsec.rules.Fact;
import io.jsec.rules.HostFacts.Answer;
import io.jsec.rules.HostFacts.Listener;
import io.jsec.rules.SourceLocation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads which TCP ports of engines are listened on (proc_net(5)), and asks those of the API. */
final class Listeners {
    private static final String LISTEN = "0A";
    private static final int SWARM = 2377;
    private static final Set<Integer> API = Set.of(2375, 2376, 4243);

    private Listeners() {}

    /**
     * The listeners on the ports of engines.
     *
     * @param ports further ones, from configurations
     */
    static Fact<List<Listener>> of(HostRoot root, Set<Integer> ports, ApiProbe probe)
            throws InterruptedException {
        List<Listener> all = new ArrayList<>();
        Set<Listener> found = new LinkedHashSet<>();
        try {
            found.addAll(read(root, "/proc/net/tcp"));
            found.addAll(read(root, "/proc/net/tcp6"));
        } catch (IOException e) {
            return Fact.unknown(HostRoot.why("/proc/net/tcp", e));
        }
        for (Listener each : found) {
            if (API.contains(each.port()) || ports.contains(each.port())) {
                Answer answer = probe.ask(each.address(), each.port());
                all.add(new Listener(each.address(), each.port(), answer));
            } else if (each.port() == SWARM) {
                all.add(each);
            }
        }
        return Fact.of(all, SourceLocation.whole("TCP ports of this host"));
    }

    private static List<Listener> read(HostRoot root, String path) throws IOException {
        List<Listener> all = new ArrayList<>();
        for (String line : root.text(path).orElse("").lines().skip(1).toList()) {
            String[] fields = line.strip().split("\\s+", -1);
            if (fields.length > 3 && fields[3].equals(LISTEN)) {
                listener(fields[1], all);
            }
        }
        return all;
    }

    private static void listener(String local, List<Listener> all) throws UnknownHostException {
        int colon = local.indexOf(':');
        if (local.matches("([0-9A-F]{8}|[0-9A-F]{32}):[0-9A-F]{4}")) {
            int port = Integer.parseInt(local.substring(colon + 1), 16);
            String address = address(HexFormat.of().parseHex(local.substring(0, colon)));
            all.add(new Listener(address, port, Answer.NOT_ASKED));
        }
    }

    /** The kernel prints each four bytes as a number of a little-endian machine. */
    private static String address(byte[] bytes) throws UnknownHostException {
        byte[] ordered = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ordered[i] = bytes[i - i % 4 + 3 - i % 4];
        }
        String text = InetAddress.getByAddress(ordered).getHostAddress();
        return text.equals("0:0:0:0:0:0:0:0")
                ? "::"
                : text.equals("0:0:0:0:0:0:0:1") ? "::1" : text;
    }
}
