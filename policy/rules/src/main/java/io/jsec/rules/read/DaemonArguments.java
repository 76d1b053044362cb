package io.jsec.rules.read;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.DaemonFacts.Value;
import io.jsec.rules.Evidence;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the command line of dockerd into the keys of {@code daemon.json} (docs.docker.com,
 * reference of dockerd). A flag that is not known is kept under its own name: whoever runs it has a
 * dockerd that knows it.
 */
public final class DaemonArguments {
    private static final Map<Character, String> SHORT =
            Map.of(
                    'H',
                    "host",
                    'D',
                    "debug",
                    'l',
                    "log-level",
                    'G',
                    "group",
                    'p',
                    "pidfile",
                    's',
                    "storage-driver",
                    'b',
                    "bridge",
                    'g',
                    "graph",
                    'v',
                    "version");

    /** Flags that may be repeated, with the key that holds the list. */
    private static final Map<String, String> LISTS =
            Map.ofEntries(
                    Map.entry("host", "hosts"),
                    Map.entry("label", "labels"),
                    Map.entry("exec-opt", "exec-opts"),
                    Map.entry("storage-opt", "storage-opts"),
                    Map.entry("authorization-plugin", "authorization-plugins"),
                    Map.entry("insecure-registry", "insecure-registries"),
                    Map.entry("registry-mirror", "registry-mirrors"),
                    Map.entry("dns", "dns"),
                    Map.entry("dns-opt", "dns-opts"),
                    Map.entry("dns-search", "dns-search"),
                    Map.entry("host-gateway-ip", "host-gateway-ips"),
                    Map.entry("cdi-spec-dir", "cdi-spec-dirs"),
                    Map.entry("node-generic-resource", "node-generic-resources"),
                    Map.entry("default-address-pool", "default-address-pools"),
                    Map.entry(
                            "allow-nondistributable-artifacts",
                            "allow-nondistributable-artifacts"));

    /** Flags of name and value, with the object that holds them. */
    private static final Map<String, String> TABLES =
            Map.of(
                    "log-opt",
                    "log-opts",
                    "default-ulimit",
                    "default-ulimits",
                    "add-runtime",
                    "runtimes",
                    "feature",
                    "features",
                    "default-network-opt",
                    "default-network-opts");

    private static final Map<String, String> RENAMED = Map.of("graph", "data-root");

    private static final Set<String> NO_KEYS = Set.of("version", "help", "validate");

    private final Map<String, Value> values = new LinkedHashMap<>();
    private final Map<String, List<Located<String>>> lists = new LinkedHashMap<>();
    private final List<Evidence> problems = new ArrayList<>();

    private DaemonArguments() {}

    /**
     * The facts of a command line.
     *
     * @param target the engine
     * @param whole the place of the command line
     * @param words the arguments without the program, each with its place
     */
    public static DaemonFacts read(
            Target target, SourceLocation whole, List<Located<String>> words) {
        DaemonArguments reader = new DaemonArguments();
        reader.read(words);
        reader.lists.forEach((key, items) ->
                reader.values.put(key, new Value.Texts(items, items.getFirst().at())));
        return new DaemonFacts(target, whole, reader.values, reader.problems);
    }

    /**
     * A configuration file and the command line beside it as one. A key in both is a problem, as
     * dockerd does not start with it; the command line's value is kept.
     */
    public static DaemonFacts merge(DaemonFacts file, DaemonFacts arguments) {
        Map<String, Value> values = new LinkedHashMap<>(file.values());
        List<Evidence> problems = new ArrayList<>(file.problems());
        problems.addAll(arguments.problems());
        arguments
                .values()
                .forEach((key, value) -> {
                    Value other = values.put(key, value);
                    boolean table = other instanceof Value.Table && key.equals("runtimes");
                    if (other != null && !key.contains(".") && !table) {
                        String text =
                                key + " stands on the command line too: dockerd will not start";
                        problems.add(Evidence.of(other.at(), text));
                    }
                });
        return new DaemonFacts(arguments.target(), arguments.whole(), values, problems);
    }

    private void read(List<Located<String>> words) {
        Iterator<Located<String>> rest = words.iterator();
        Located<String> next = rest.hasNext() ? rest.next() : null;
        while (next != null) {
            Located<String> word = next;
            next = rest.hasNext() ? rest.next() : null;
            String value = next == null ? "" : next.value();
            boolean taken =
                    switch (word.value()) {
                        case String text when text.startsWith("--") && text.length() > 2 ->
                                longFlag(text.substring(2), value, word.at());
                        case String text when text.startsWith("-") && text.length() > 1 ->
                                shortFlags(text.substring(1), value, word.at());
                        default -> stray(word);
                    };
            if (taken) {
                next = rest.hasNext() ? rest.next() : null;
            }
        }
    }

    private boolean stray(Located<String> word) {
        String text = word.value() + " is no flag: dockerd takes no other words";
        problems.add(Evidence.of(word.at(), text));
        return false;
    }

    /** Whether the next word was the flag's value. */
    private boolean longFlag(String text, String next, SourceLocation at) {
        int equals = text.indexOf('=');
        String flag = equals < 0 ? text : text.substring(0, equals);
        if (equals >= 0) {
            put(flag, text.substring(equals + 1), at);
            return false;
        }
        if (isSwitch(flag) || (!isKnown(flag) && next.startsWith("-")) || next.isEmpty()) {
            put(flag, "true", at);
            return false;
        }
        put(flag, next, at);
        return true;
    }

    /** Short flags may stand together, and a value may follow its flag at once: -DHunix://x. */
    private boolean shortFlags(String letters, String next, SourceLocation at) {
        for (int i = 0; i < letters.length(); i++) {
            String flag = SHORT.get(letters.charAt(i));
            if (flag == null) {
                problems.add(Evidence.of(at, "there is no flag -" + letters.charAt(i)));
                return false;
            }
            if (!isSwitch(flag)) {
                String rest = letters.substring(i + 1);
                put(flag, rest.isEmpty() ? next : rest.replaceFirst("^=", ""), at);
                return rest.isEmpty();
            }
            put(flag, "true", at);
        }
        return false;
    }

    private static boolean isSwitch(String flag) {
        return DaemonReader.isSwitch(flag) || NO_KEYS.contains(flag);
    }

    private static boolean isKnown(String flag) {
        return DaemonReader.isKey(flag)
                || LISTS.containsKey(flag)
                || TABLES.containsKey(flag)
                || RENAMED.containsKey(flag)
                || flag.equals("config-file");
    }

    private void put(String flag, String value, SourceLocation at) {
        if (NO_KEYS.contains(flag)) {
            return;
        }
        String list = LISTS.get(flag);
        String table = TABLES.get(flag);
        if (list != null) {
            lists.computeIfAbsent(list, key -> new ArrayList<>()).add(new Located<>(value, at));
        } else if (table != null) {
            values.putIfAbsent(table, new Value.Table(at));
            int equals = value.indexOf('=');
            String name = equals < 0 ? value : value.substring(0, equals);
            String rest = equals < 0 ? "" : value.substring(equals + 1);
            values.put(entry(table, name), new Value.Text(rest, at));
        } else if (DaemonReader.isSwitch(flag)) {
            truth(flag, value, at);
        } else {
            values.put(RENAMED.getOrDefault(flag, flag), new Value.Text(value, at));
        }
    }

    /** As the same entry is called in the file. */
    private static String entry(String table, String name) {
        return table + "." + name + (table.equals("runtimes") ? ".path" : "");
    }

    private void truth(String flag, String value, SourceLocation at) {
        // As Go's strconv.ParseBool.
        switch (value) {
            case "1", "t", "T", "true", "TRUE", "True" ->
                    values.put(flag, new Value.Truth(true, at));
            case "0", "f", "F", "false", "FALSE", "False" ->
                    values.put(flag, new Value.Truth(false, at));
            default ->
                    problems.add(Evidence.of(at, "--" + flag + " takes true or false: " + value));
        }
    }
}
