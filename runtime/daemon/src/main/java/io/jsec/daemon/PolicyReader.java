package io.jsec.daemon;

import io.jsec.engine.AdmissionPolicy;
import io.jsec.engine.AdmissionPolicy.Mode;
import io.jsec.engine.AdmissionPolicy.Preset;
import io.jsec.rules.RuleCard;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.catalogue.Catalogue;
import io.jsec.rules.read.Nearest;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import io.jsec.rules.read.YamlReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads policy.yaml, and says everything that is wrong at once:
 *
 * <pre>{@code
 * preset: production
 * rules:
 *   JSEC-C-305: enforce
 *   JSEC-C-518: warn
 * }</pre>
 */
public final class PolicyReader {
    private static final Set<String> KEYS = Set.of("preset", "rules");

    private final List<String> problems = new ArrayList<>();
    private final String path;

    private PolicyReader(String path) {
        this.path = path;
    }

    /**
     * A file.
     *
     * @throws ConfigException with everything that is wrong in it
     */
    public static AdmissionPolicy read(String path, byte[] bytes) {
        return new PolicyReader(path).policy(bytes);
    }

    private AdmissionPolicy policy(byte[] bytes) {
        Preset preset = Preset.DEV;
        Map<String, Mode> rules = new LinkedHashMap<>();
        try {
            Node root = YamlReader.read(path, bytes);
            List<Node.Entry> entries =
                    root.isNull() ? List.of() : mapping(root, path + " takes a mapping");
            for (Node.Entry entry : entries) {
                switch (entry.name()) {
                    case "preset" -> preset = preset(entry.value()).orElse(preset);
                    case "rules" -> rules.putAll(rules(entry.value()));
                    default -> unknown(entry.key().at(), "key", entry.name(), KEYS);
                }
            }
        } catch (ReadException e) {
            problem(e.at(), String.valueOf(e.getMessage()));
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return AdmissionPolicy.of(preset).with(rules);
    }

    private void problem(SourceLocation at, String message) {
        problems.add(at + ": " + message);
    }

    private void unknown(SourceLocation at, String what, String word, Collection<String> known) {
        problem(at, "there is no " + what + " " + word + Nearest.hint(word, known));
    }

    private List<Node.Entry> mapping(Node node, String otherwise) {
        if (node instanceof Node.Mapping mapping) {
            return mapping.entries();
        }
        problem(node.at(), otherwise);
        return List.of();
    }

    private Optional<Preset> preset(Node node) {
        Optional<Preset> preset = node.string().flatMap(Preset::of);
        if (preset.isEmpty()) {
            List<String> known = Arrays.stream(Preset.values()).map(Preset::word).toList();
            unknown(node.at(), "preset", node.string().orElse("of that kind"), known);
        }
        return preset;
    }

    private Map<String, Mode> rules(Node node) {
        Map<String, Mode> rules = new LinkedHashMap<>();
        for (Node.Entry entry : mapping(node, "rules takes a mapping of rules to modes")) {
            Optional<Mode> mode = mode(entry.value());
            if (isJudged(entry) && mode.isPresent()) {
                if (mode.get() == Mode.NARROW && !AdmissionPolicy.narrows(entry.name())) {
                    problem(
                            entry.value().at(),
                            entry.name()
                                    + " cannot be narrowed: there is no nearest safe setting; take"
                                    + " warn or enforce");
                }
                rules.put(entry.name(), mode.get());
            }
        }
        return rules;
    }

    private Optional<Mode> mode(Node node) {
        Optional<Mode> mode = node.string().flatMap(Mode::of);
        if (mode.isEmpty()) {
            List<String> known = Arrays.stream(Mode.values()).map(Mode::word).toList();
            unknown(node.at(), "mode", node.string().orElse("of that kind"), known);
        }
        return mode;
    }

    private boolean isJudged(Node.Entry entry) {
        String rule = entry.name();
        SourceLocation at = entry.key().at();
        if (AdmissionPolicy.rules().contains(rule)) {
            return true;
        }
        Optional<String> why = AdmissionPolicy.whyNot(rule);
        if (why.isPresent()) {
            problem(at, rule + " takes no mode: " + why.get());
            return false;
        }
        Optional<RuleCard> other =
                Catalogue.rules().stream()
                        .map(each -> each.card())
                        .filter(card -> card.id().equals(rule))
                        .findFirst();
        if (other.isPresent()) {
            problem(
                    at,
                    rule
                            + " takes no mode: it judges no request ("
                            + other.get().title()
                            + "); jsec audit and jsec policy check do");
        } else {
            unknown(at, "rule", rule, AdmissionPolicy.rules());
        }
        return false;
    }
}
