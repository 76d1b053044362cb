package io.jsec.audit;

import io.jsec.rules.Evaluation;
import io.jsec.rules.PathGlob;
import io.jsec.rules.Profile;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import io.jsec.rules.read.YamlReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code .jsec.yaml}: what of the catalogue counts for which files.
 *
 * @param profile for all files
 * @param failOn the least severity that fails a run
 * @param rules by id: on, off, or another severity
 * @param overrides the same for some paths; later ones win
 * @param excludes paths that are not judged
 * @param compose projects of several compose files, later ones over earlier ones
 */
record Configuration(
        Optional<Profile> profile,
        Optional<Severity> failOn,
        Map<String, Setting> rules,
        List<PathRules> overrides,
        List<String> excludes,
        List<List<String>> compose) {
    /** The file's name. */
    static final String NAME = ".jsec.yaml";

    /** Nothing is said. */
    static final Configuration EMPTY =
            new Configuration(
                    Optional.empty(), Optional.empty(), Map.of(), List.of(), List.of(), List.of());

    private static final String KNOWN = "profile, fail-on, rules, overrides, exclude, compose";

    /** What is said of one rule. */
    sealed interface Setting {
        /** It counts, or does not. */
        record Switch(boolean on) implements Setting {}

        /** It counts with another severity. */
        record Weight(Severity severity) implements Setting {}
    }

    /** What is said for some paths. */
    record PathRules(String path, Map<String, Setting> rules) {}

    Configuration {
        rules = Map.copyOf(rules);
        overrides = List.copyOf(overrides);
        excludes = List.copyOf(excludes);
        compose = compose.stream().map(List::copyOf).toList();
    }

    /** What counts for one file. */
    Evaluation.Settings settings(String path, Optional<Profile> asked) {
        Map<String, Setting> all = new HashMap<>(rules);
        for (PathRules override : overrides) {
            if (PathGlob.of(override.path()).matches(path)) {
                all.putAll(override.rules());
            }
        }
        Set<String> on = new HashSet<>();
        Set<String> off = new HashSet<>();
        Map<String, Severity> severities = new HashMap<>();
        all.forEach((id, setting) -> {
            switch (setting) {
                case Setting.Switch(boolean value) -> (value ? on : off).add(id);
                case Setting.Weight(Severity severity) -> {
                    on.add(id);
                    severities.put(id, severity);
                }
            }
        });
        Profile chosen = asked.or(() -> profile).orElse(Profile.STANDARD);
        return new Evaluation.Settings(chosen, on, off, severities);
    }

    /**
     * Reads a file.
     *
     * @param ids of all rules
     * @throws ReadException where it is no YAML, or holds what no key or rule is called
     */
    static Configuration read(String path, byte[] bytes, Collection<String> ids) {
        Node root = YamlReader.read(path, bytes);
        if (root.isNull()) {
            return EMPTY;
        }
        if (!(root instanceof Node.Mapping)) {
            throw new ReadException(root.at(), "the file takes keys and values");
        }
        Optional<Profile> profile = Optional.empty();
        Optional<Severity> failOn = Optional.empty();
        Map<String, Setting> rules = Map.of();
        List<PathRules> overrides = List.of();
        List<String> excludes = List.of();
        List<List<String>> compose = List.of();
        for (Node.Entry entry : root.pairs()) {
            switch (entry.name()) {
                case "profile" -> profile = Optional.of(word(Profile.class, entry.value()));
                case "fail-on" -> failOn = Optional.of(word(Severity.class, entry.value()));
                case "rules" -> rules = rules(entry.value(), ids);
                case "overrides" -> overrides = overrides(entry.value(), ids);
                case "exclude" -> excludes = texts(entry.value());
                case "compose" -> compose = projects(entry.value());
                default -> throw unknown(entry, KNOWN);
            }
        }
        return new Configuration(profile, failOn, rules, overrides, excludes, compose);
    }

    /**
     * Reads a file that lies below the tree's root.
     *
     * @throws ReadException as for one at the root, and where it sets what holds for a whole run
     */
    static Configuration nested(String path, byte[] bytes, Collection<String> ids) {
        Configuration read = read(path, bytes, ids);
        if (read.failOn().isPresent()) {
            Node root = YamlReader.read(path, bytes);
            SourceLocation at = root.find("fail-on").map(Node::at).orElse(root.at());
            throw new ReadException(
                    at, "fail-on holds for a whole run: it stands in the file at the root only");
        }
        return read;
    }

    private static List<List<String>> projects(Node node) {
        List<List<String>> projects = new ArrayList<>();
        for (Node project : node.list()) {
            List<String> files = texts(project);
            if (files.isEmpty()) {
                throw new ReadException(project.at(), "a project has at least one file");
            }
            for (String file : files) {
                List<String> parts = List.of(file.split("/", -1));
                if (parts.contains("..") || parts.contains(".") || parts.contains("")) {
                    throw new ReadException(
                            project.at(), file + " is no plain path from the folder of this file");
                }
            }
            projects.add(files);
        }
        return projects;
    }

    private static ReadException unknown(Node.Entry entry, String known) {
        return new ReadException(
                entry.key().at(), "there is no key " + entry.name() + "; known are " + known);
    }

    /** One of the words of an enumeration, in lower case. */
    private static <E extends Enum<E>> E word(Class<E> type, Node node) {
        String text = node.string().orElse("");
        for (E each : type.getEnumConstants()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(text)) {
                return each;
            }
        }
        List<String> words = new ArrayList<>();
        for (E each : type.getEnumConstants()) {
            words.add(each.name().toLowerCase(Locale.ROOT));
        }
        throw new ReadException(node.at(), text + " is none of " + String.join(", ", words));
    }

    private static List<String> texts(Node node) {
        List<String> texts = new ArrayList<>();
        for (Node item : node.list()) {
            texts.add(
                    item.string()
                            .orElseThrow(() -> new ReadException(item.at(), "a path is missing")));
        }
        return texts;
    }

    private static Map<String, Setting> rules(Node node, Collection<String> ids) {
        Map<String, Setting> rules = new HashMap<>();
        for (Node.Entry entry : node.pairs()) {
            if (!ids.contains(entry.name())) {
                throw new ReadException(entry.key().at(), "there is no rule " + entry.name());
            }
            String text = entry.value().string().orElse("");
            rules.put(
                    entry.name(),
                    switch (text) {
                        case "on", "true" -> new Setting.Switch(true);
                        case "off", "false" -> new Setting.Switch(false);
                        default -> new Setting.Weight(word(Severity.class, entry.value()));
                    });
        }
        return rules;
    }

    private static List<PathRules> overrides(Node node, Collection<String> ids) {
        List<PathRules> overrides = new ArrayList<>();
        for (Node item : node.list()) {
            String path = "";
            Map<String, Setting> rules = Map.of();
            for (Node.Entry entry : item.pairs()) {
                switch (entry.name()) {
                    case "path" -> path = entry.value().string().orElse("");
                    case "rules" -> rules = rules(entry.value(), ids);
                    default -> throw unknown(entry, "path, rules");
                }
            }
            if (path.isEmpty()) {
                throw new ReadException(item.at(), "an override needs a path");
            }
            overrides.add(new PathRules(path, rules));
        }
        return overrides;
    }
}
