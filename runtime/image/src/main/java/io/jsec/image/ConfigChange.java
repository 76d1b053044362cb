package io.jsec.image;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One {@code --change} of import or commit: an instruction of a Dockerfile that says how to run an
 * image. Variables are not expanded.
 *
 * @see <a href="https://docs.docker.com/reference/cli/docker/image/import/">docker import</a>
 */
final class ConfigChange {
    private static final Pattern INSTRUCTION = Pattern.compile("\\s*([A-Za-z]+)\\s+(.*\\S)\\s*");
    private static final Pattern FLAG =
            Pattern.compile("--(interval|timeout|start-period|start-interval|retries)=(\\S+)\\s+");
    private static final Pattern PORT =
            Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/(tcp|udp|sctp))?");
    private static final int PORT_MAX = 65_535;
    private static final int PORTS_MAX = 1_000;
    private static final List<String> SHELL = List.of("/bin/sh", "-c");

    private ConfigChange() {}

    /**
     * Applies changes, first to last.
     *
     * @throws ImageException BAD_PARAMETER naming the one that is not understood
     */
    static ImageConfig apply(ImageConfig config, List<String> changes) {
        ImageConfig changed = config;
        for (String change : changes) {
            Matcher m = INSTRUCTION.matcher(change);
            if (!m.matches()) {
                throw bad(change, "it is no instruction with arguments");
            }
            try {
                changed = apply(changed, m.group(1).toUpperCase(Locale.ROOT), m.group(2));
            } catch (IllegalArgumentException e) {
                throw bad(change, String.valueOf(e.getMessage()));
            }
        }
        return changed;
    }

    private static ImageException bad(String change, String why) {
        return ImageException.refused(
                ImageException.Kind.BAD_PARAMETER,
                "change '" + change + "'",
                why,
                "CMD, ENTRYPOINT, ENV, EXPOSE, HEALTHCHECK, LABEL, ONBUILD, STOPSIGNAL, USER,"
                        + " VOLUME or WORKDIR as in a Dockerfile");
    }

    private static ImageConfig apply(ImageConfig c, String name, String words) {
        ConfigDraft draft = new ConfigDraft(c);
        switch (name) {
            case "CMD" -> draft.command = command(c, words);
            case "ENTRYPOINT" -> draft.entrypoint = command(c, words);
            case "ENV" -> draft.env = env(c.env(), pairs(words));
            case "LABEL" -> {
                Map<String, String> labels = new LinkedHashMap<>(c.labels());
                labels.putAll(pairs(words));
                draft.labels = labels;
            }
            case "EXPOSE" -> draft.exposedPorts = with(c.exposedPorts(), ports(words));
            case "VOLUME" -> draft.volumes = with(c.volumes(), list(words));
            case "USER" -> draft.user = words;
            case "WORKDIR" -> draft.workingDir = workingDir(c.workingDir(), words);
            case "STOPSIGNAL" -> draft.stopSignal = words;
            case "ONBUILD" -> {
                List<String> steps = new ArrayList<>(c.onBuild());
                steps.add(words);
                draft.onBuild = steps;
            }
            case "HEALTHCHECK" -> draft.healthcheck = Optional.of(healthcheck(words));
            default -> throw new IllegalArgumentException("'" + name + "' is not allowed here");
        }
        return draft.build();
    }

    private static <T> Set<T> with(Set<T> old, List<T> more) {
        Set<T> all = new LinkedHashSet<>(old);
        all.addAll(more);
        return all;
    }

    /** The JSON form, or the shell form. */
    private static List<String> command(ImageConfig c, String words) {
        Optional<List<String>> json = json(words);
        if (json.isPresent()) {
            return json.get();
        }
        List<String> command = new ArrayList<>(c.shell().isEmpty() ? SHELL : c.shell());
        command.add(words);
        return command;
    }

    private static Optional<List<String>> json(String words) {
        if (!words.startsWith("[")) {
            return Optional.empty();
        }
        try {
            JsonNode node = Documents.read(words.getBytes(UTF_8), "");
            for (JsonNode one : node) {
                if (!one.isTextual()) {
                    return Optional.empty();
                }
            }
            return Optional.of(Documents.texts(node));
        } catch (ImageException e) {
            return Optional.empty();
        }
    }

    private static List<String> list(String words) {
        return json(words).orElseGet(() -> List.of(words.split("\\s+", -1)));
    }

    /** {@code NAME=VALUE …}, or the old form {@code NAME VALUE}. */
    private static Map<String, String> pairs(String words) {
        Map<String, String> pairs = new LinkedHashMap<>();
        List<String> split = ChangeWords.split(words);
        if (split.getFirst().indexOf('=') < 0) {
            String[] two = words.split("\\s+", 2);
            if (two.length < 2) {
                throw new IllegalArgumentException("'" + words + "' has no value");
            }
            return Map.of(two[0], two[1]);
        }
        for (String word : split) {
            int equals = word.indexOf('=');
            if (equals <= 0) {
                throw new IllegalArgumentException("'" + word + "' is not NAME=VALUE");
            }
            pairs.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return pairs;
    }

    private static List<String> env(List<String> old, Map<String, String> pairs) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String one : old) {
            int equals = one.indexOf('=');
            all.put(equals < 0 ? one : one.substring(0, equals), one);
        }
        pairs.forEach((name, value) -> all.put(name, name + "=" + value));
        return List.copyOf(all.values());
    }

    private static List<String> ports(String words) {
        List<String> ports = new ArrayList<>();
        for (String word : words.split("\\s+", -1)) {
            Matcher m = PORT.matcher(word);
            int first = m.matches() ? Integer.parseInt(m.group(1)) : 0;
            int last = first;
            if (first > 0 && m.group(2) != null) {
                last = Integer.parseInt(m.group(2));
            }
            if (first < 1 || last > PORT_MAX || last < first || last - first >= PORTS_MAX) {
                throw new IllegalArgumentException("'" + word + "' is no port");
            }
            String protocol = m.group(3) == null ? "tcp" : m.group(3);
            for (int port = first; port <= last; port++) {
                ports.add(port + "/" + protocol);
            }
        }
        return ports;
    }

    private static String workingDir(String old, String words) {
        String path = words.startsWith("/") ? words : (old.isEmpty() ? "/" : old + "/") + words;
        MemberPath clean = MemberPath.parse(RawName.ofText(path));
        return clean.text();
    }

    private static ImageHealthcheck healthcheck(String words) {
        Map<String, String> flags = new LinkedHashMap<>();
        String rest = words;
        Matcher m = FLAG.matcher(rest);
        while (m.lookingAt()) {
            flags.put(m.group(1), m.group(2));
            rest = rest.substring(m.end());
            m = FLAG.matcher(rest);
        }
        List<String> test;
        if (rest.equalsIgnoreCase("NONE") && flags.isEmpty()) {
            test = List.of("NONE");
        } else if (rest.regionMatches(true, 0, "CMD ", 0, 4)) {
            test = healthcheckCommand(rest.substring(4).strip());
        } else {
            throw new IllegalArgumentException("a health check is NONE or CMD with a command");
        }
        return new ImageHealthcheck(
                test,
                GoDuration.parse(flags.getOrDefault("interval", "0")),
                GoDuration.parse(flags.getOrDefault("timeout", "0")),
                GoDuration.parse(flags.getOrDefault("start-period", "0")),
                GoDuration.parse(flags.getOrDefault("start-interval", "0")),
                Integer.parseInt(flags.getOrDefault("retries", "0")));
    }

    private static List<String> healthcheckCommand(String words) {
        List<String> test = new ArrayList<>();
        Optional<List<String>> json = json(words);
        test.add(json.isPresent() ? "CMD" : "CMD-SHELL");
        test.addAll(json.orElse(List.of(words)));
        return test;
    }
}
