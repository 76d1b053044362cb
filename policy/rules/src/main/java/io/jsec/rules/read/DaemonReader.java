package io.jsec.rules.read;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.DaemonFacts.Value;
import io.jsec.rules.Evidence;
import io.jsec.rules.Located;
import io.jsec.rules.Target;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads {@code daemon.json}. Unknown keys and values of the wrong type are problems, as dockerd
 * does not start with them. Our own object {@code jsec} is left to the engine.
 */
public final class DaemonReader {
    private static final Set<String> SWITCHES =
            Set.of(
                    "raw-logs",
                    "live-restore",
                    "debug",
                    "tls",
                    "tlsverify",
                    "experimental",
                    "cri-containerd",
                    "iptables",
                    "ip6tables",
                    "ip-forward",
                    "ip-forward-no-drop",
                    "ip-masq",
                    "userland-proxy",
                    "allow-direct-routing",
                    "ipv6",
                    "icc",
                    "selinux-enabled",
                    "init",
                    "no-new-privileges",
                    "rootless");

    private static final Set<String> LISTS =
            Set.of(
                    "authorization-plugins",
                    "exec-opts",
                    "storage-opts",
                    "labels",
                    "hosts",
                    "dns",
                    "dns-opts",
                    "dns-search",
                    "host-gateway-ips",
                    "registry-mirrors",
                    "insecure-registries",
                    "node-generic-resources",
                    "cdi-spec-dirs",
                    "allow-nondistributable-artifacts");

    private static final Set<String> TABLES =
            Set.of(
                    "proxies",
                    "log-opts",
                    "default-network-opts",
                    "features",
                    "builder",
                    "runtimes",
                    "default-ulimits",
                    "nri-opts",
                    "jsec");

    private static final Set<String> TEXTS =
            Set.of(
                    "storage-driver",
                    "network-diagnostic-port",
                    "pidfile",
                    "data-root",
                    "exec-root",
                    "group",
                    "api-cors-header",
                    "http-proxy",
                    "https-proxy",
                    "no-proxy",
                    "max-concurrent-downloads",
                    "max-concurrent-uploads",
                    "max-download-attempts",
                    "shutdown-timeout",
                    "log-level",
                    "log-format",
                    "tlscacert",
                    "tlscert",
                    "tlskey",
                    "swarm-default-advertise-addr",
                    "swarm-raft-heartbeat-tick",
                    "swarm-raft-election-tick",
                    "metrics-addr",
                    "host-gateway-ip",
                    "log-driver",
                    "network-control-plane-mtu",
                    "containerd",
                    "containerd-namespace",
                    "containerd-plugin-namespace",
                    "default-runtime",
                    "bridge",
                    "fixed-cidr",
                    "userland-proxy-path",
                    "fixed-cidr-v6",
                    "mtu",
                    "ip",
                    "bip",
                    "bip6",
                    "default-gateway",
                    "default-gateway-v6",
                    "default-init",
                    "cgroup-parent",
                    "userns-remap",
                    "cpu-rt-period",
                    "cpu-rt-runtime",
                    "init-path",
                    "seccomp-profile",
                    "default-shm-size",
                    "default-ipc-mode",
                    "default-cgroupns-mode",
                    "resolv-conf",
                    "deprecated-key-path",
                    "firewall-backend",
                    "default-stop-timeout",
                    "min-api-version",
                    "bridge-accept-fwmark",
                    "default-address-pools");

    /** Those of {@link #TEXTS} that are numbers. */
    private static final Set<String> NUMBERS =
            Set.of(
                    "network-diagnostic-port",
                    "max-concurrent-downloads",
                    "max-concurrent-uploads",
                    "max-download-attempts",
                    "shutdown-timeout",
                    "swarm-raft-heartbeat-tick",
                    "swarm-raft-election-tick",
                    "network-control-plane-mtu",
                    "mtu",
                    "cpu-rt-period",
                    "cpu-rt-runtime",
                    "default-stop-timeout");

    private final Map<String, Value> values = new LinkedHashMap<>();
    private final List<Evidence> problems = new ArrayList<>();

    private DaemonReader() {}

    /**
     * The facts of a file.
     *
     * @throws ReadException where it is no JSON object
     */
    public static DaemonFacts read(String path, byte[] bytes) {
        Node root = JsonReader.read(path, bytes);
        if (!(root instanceof Node.Mapping) && !root.isNull()) {
            throw new ReadException(root.at(), "daemon.json is an object");
        }
        DaemonReader reader = new DaemonReader();
        root.pairs().forEach(reader::add);
        Target target = new Target(Target.Kind.DAEMON, path);
        return new DaemonFacts(target, root.at(), reader.values, reader.problems);
    }

    /** What a key takes. */
    public enum Form {
        SWITCH,
        LIST,
        TABLE,
        NUMBER,
        TEXT
    }

    /** Every key of {@code daemon.json} but our own object, with what it takes. */
    public static Map<String, Form> forms() {
        Map<String, Form> forms = new TreeMap<>();
        SWITCHES.forEach(key -> forms.put(key, Form.SWITCH));
        LISTS.forEach(key -> forms.put(key, Form.LIST));
        TABLES.forEach(key -> forms.put(key, Form.TABLE));
        TEXTS.forEach(key -> forms.put(key, NUMBERS.contains(key) ? Form.NUMBER : Form.TEXT));
        forms.remove("jsec");
        forms.remove("default-address-pools");
        return forms;
    }

    /** Whether a key takes true or false. */
    static boolean isSwitch(String key) {
        return SWITCHES.contains(key);
    }

    /** Whether there is such a key. */
    static boolean isKey(String key) {
        return SWITCHES.contains(key)
                || LISTS.contains(key)
                || TABLES.contains(key)
                || TEXTS.contains(key);
    }

    private void add(Node.Entry entry) {
        String key = entry.name();
        Node value = entry.value();
        if (value.isNull() && isKey(key)) {
            // Nothing is said: the default holds.
            return;
        }
        if (SWITCHES.contains(key)) {
            boolean fits = value instanceof Node.Scalar s && s.type() == Node.Type.BOOLEAN;
            check(fits, value, key + " takes true or false");
        } else if (LISTS.contains(key)) {
            check(value instanceof Node.Sequence, value, key + " takes a list of texts");
        } else if (TABLES.contains(key)) {
            check(value instanceof Node.Mapping, value, key + " takes an object");
        } else if (TEXTS.contains(key)) {
            checkText(key, value);
        } else {
            problems.add(
                    Evidence.of(
                            entry.key().at(), "there is no key " + key + Nearest.hint(key, all())));
        }
        problems.addAll(DaemonValues.problems(key, value));
        put(key, value);
    }

    private void checkText(String key, Node value) {
        if (key.equals("default-address-pools")) {
            check(value instanceof Node.Sequence, value, key + " takes a list");
        } else if (value instanceof Node.Scalar scalar) {
            boolean number = scalar.type() == Node.Type.NUMBER;
            boolean text = scalar.type() == Node.Type.TEXT;
            boolean either = key.equals("default-shm-size");
            boolean wanted = NUMBERS.contains(key) ? number : text || (number && either);
            check(
                    wanted,
                    value,
                    key + (NUMBERS.contains(key) ? " takes a number" : " takes a text"));
        } else {
            check(false, value, key + " takes one value");
        }
    }

    private static List<String> all() {
        List<String> all = new ArrayList<>(SWITCHES);
        all.addAll(LISTS);
        all.addAll(TABLES);
        all.addAll(TEXTS);
        return all;
    }

    private void check(boolean fits, Node value, String message) {
        if (!fits) {
            problems.add(Evidence.of(value.at(), message));
        }
    }

    private void put(String key, Node node) {
        switch (node) {
            case Node.Scalar scalar -> {
                if (scalar.type() == Node.Type.BOOLEAN) {
                    values.put(key, new Value.Truth(scalar.text().equals("true"), scalar.at()));
                } else {
                    values.put(key, new Value.Text(scalar.text(), scalar.at()));
                }
            }
            case Node.Sequence list -> {
                List<Located<String>> items = new ArrayList<>();
                for (Node item : list.items()) {
                    item.string().ifPresent(text -> items.add(new Located<>(text, item.at())));
                }
                values.put(key, new Value.Texts(items, list.at()));
            }
            case Node.Mapping map -> {
                values.put(key, new Value.Table(map.at()));
                map.entries().forEach(each -> put(key + "." + each.name(), each.value()));
            }
        }
    }
}
