package io.jsec.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.DaemonFacts.Value;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.DaemonReader;
import io.jsec.rules.read.Nearest;
import io.jsec.rules.read.ReadException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads daemon.json as strictly as dockerd does, and says everything that is wrong at once. */
final class DaemonConfigReader {
    private static final String OWN = "jsec.";
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*([kmgt]?)i?b?");
    private static final Set<String> LISTS =
            Set.of("allow", "security-opt", "tls-names", "enroll-address");
    private static final Set<String> LOG_DRIVERS = Set.of("json-file", "local", "none");
    private static final Set<String> LOG_LEVELS =
            Set.of("trace", "debug", "info", "warn", "error", "fatal", "panic");

    private static final Set<String> SWITCHES =
            Set.of(
                    "i-accept-unauthenticated-tcp",
                    "journal-required",
                    "renewal",
                    "sidecar-socket",
                    "tls-public");

    private final List<String> problems = new ArrayList<>();
    private final String path;
    private final byte[] bytes;

    DaemonConfigReader(String path, byte[] bytes) {
        this.path = path;
        this.bytes = bytes.clone();
    }

    DaemonConfig read() {
        DaemonFacts facts;
        try {
            facts = DaemonReader.read(path, bytes);
        } catch (ReadException e) {
            throw new ConfigException(List.of(e.at() + ": " + e.getMessage()));
        }
        facts.problems().forEach(problem -> problems.add(problem.at() + ": " + problem.message()));
        new TreeMap<>(facts.values()).forEach(this::check);
        DaemonConfig config = config(facts);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return config;
    }

    private void check(String key, Value value) {
        if (key.startsWith(OWN)) {
            checkOwn(key.substring(OWN.length()), value);
        } else if (!key.contains(".")) {
            DaemonKey known = DaemonKey.all().get(key);
            if (known != null) {
                checkKnown(known, value);
            }
        }
    }

    private void checkKnown(DaemonKey key, Value value) {
        boolean fits =
                switch (key.verdict()) {
                    case WORKS -> true;
                    case ONLY -> key.values().contains(text(value));
                    case REFUSED, LATER -> false;
                };
        if (!fits) {
            problem(value, key.name() + " is not supported: " + key.sentence());
        }
    }

    private void checkOwn(String key, Value value) {
        boolean list = LISTS.contains(key);
        if (!DaemonConfig.ownKeys().contains(key)) {
            problem(
                    value,
                    "there is no key jsec." + key + Nearest.hint(key, DaemonConfig.ownKeys()));
        } else if (list != value instanceof Value.Texts) {
            problem(value, OWN + key + (list ? " takes a list of texts" : " takes one value"));
        } else if (SWITCHES.contains(key) && !(value instanceof Value.Truth)) {
            problem(value, OWN + key + " takes true or false");
        }
    }

    private static String text(Value value) {
        return switch (value) {
            case Value.Text(String text, SourceLocation at) -> text;
            case Value.Truth(boolean on, SourceLocation at) -> Boolean.toString(on);
            case Value.Texts(List<Located<String>> items, SourceLocation at) -> "";
            case Value.Table(SourceLocation at) -> "";
        };
    }

    private void problem(Value value, String message) {
        problems.add(value.at() + ": " + message);
    }

    private DaemonConfig config(DaemonFacts facts) {
        String level = facts.text("log-level").orElse("info").toLowerCase(Locale.ROOT);
        if (!LOG_LEVELS.contains(level)) {
            problem(facts, "log-level", "takes trace, debug, info, warn or error, not " + level);
        }
        String driver = facts.text("log-driver").orElse("");
        if (!driver.isEmpty() && !LOG_DRIVERS.contains(driver)) {
            problem(facts, "log-driver", "takes json-file, local or none, not " + driver);
        }
        return new DaemonConfig(
                values(facts, "hosts"),
                path(facts, "data-root"),
                Optional.of(facts.text("group").orElse("")).filter(group -> !group.isEmpty()),
                facts.truth("debug").orElse(false)
                        || level.equals("debug")
                        || level.equals("trace"),
                driver,
                table(facts, "log-opts."),
                values(facts, "labels"),
                facts.truth("init").orElse(false),
                size(facts, "default-shm-size"),
                TlsConfig.of(facts, (key, message) -> problem(facts, key, message)),
                new DaemonConfig.Own(
                        allow(facts),
                        number(facts, "jsec.pids-limit"),
                        size(facts, "jsec.memory-limit"),
                        securityOptions(facts),
                        idleStop(facts),
                        facts.truth("jsec.i-accept-unauthenticated-tcp").orElse(false),
                        facts.truth("jsec.journal-required").orElse(false),
                        path(facts, "jsec.policy"),
                        facts.truth("jsec.sidecar-socket").orElse(true)));
    }

    /** A profile of dockerd's key stands before our own, of which the last of a kind counts. */
    private static List<String> securityOptions(DaemonFacts facts) {
        List<String> options = new ArrayList<>();
        String profile = facts.text("seccomp-profile").orElse("");
        if (!profile.isEmpty()) {
            options.add("seccomp=" + profile);
        }
        options.addAll(values(facts, "jsec.security-opt"));
        return options;
    }

    private Optional<Duration> idleStop(DaemonFacts facts) {
        String text = facts.text("jsec.idle-stop").orElse("");
        Optional<Duration> limit = Idleness.parse(text);
        if (!text.isEmpty() && limit.isEmpty()) {
            problem(
                    facts,
                    "jsec.idle-stop",
                    "takes a number with s, m or h, or 0 for never, not " + text);
        }
        return limit;
    }

    private void problem(DaemonFacts facts, String key, String message) {
        String at = facts.place(key).map(SourceLocation::toString).orElse(path);
        problems.add(at + ": " + key + " " + message);
    }

    private static List<String> values(DaemonFacts facts, String key) {
        return facts.texts(key).stream().map(Located::value).toList();
    }

    private Optional<Path> path(DaemonFacts facts, String key) {
        Optional<Path> path =
                Optional.of(facts.text(key).orElse(""))
                        .filter(text -> !text.isEmpty())
                        .map(Path::of);
        if (path.isPresent() && !path.orElseThrow().isAbsolute()) {
            problem(facts, key, "takes an absolute path");
        }
        return path;
    }

    private Set<String> allow(DaemonFacts facts) {
        List<String> allowed = values(facts, "jsec.allow");
        for (String each : allowed) {
            boolean known = each.equals("network-host") || each.startsWith("bind:/");
            if (!known) {
                problem(facts, "jsec.allow", "takes network-host and bind:PATH, not " + each);
            }
        }
        return Set.copyOf(allowed);
    }

    private static Map<String, String> table(DaemonFacts facts, String prefix) {
        Map<String, String> table = new LinkedHashMap<>();
        facts.values()
                .forEach((key, value) -> {
                    if (key.startsWith(prefix)) {
                        table.put(key.substring(prefix.length()), text(value));
                    }
                });
        return table;
    }

    private long number(DaemonFacts facts, String key) {
        String text = facts.text(key).orElse("0");
        if (!text.matches("-1|\\d{1,9}")) {
            problem(facts, key, "takes a whole number, or -1 for none, not " + text);
            return 0;
        }
        return Long.parseLong(text);
    }

    /** Bytes, with the units of docker's options. */
    private long size(DaemonFacts facts, String key) {
        String text = facts.text(key).orElse("0");
        Matcher matcher = SIZE.matcher(text.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            problem(facts, key, "takes bytes, or a number with k, m or g, not " + text);
            return 0;
        }
        int power = "kmgt".indexOf(matcher.group(2)) + (matcher.group(2).isEmpty() ? 0 : 1);
        return Long.parseLong(matcher.group(1)) << (10 * power);
    }
}
