package io.jsec.daemon;

import io.jsec.engine.AdmissionPolicy;
import io.jsec.engine.AdmissionPolicy.Mode;
import io.jsec.engine.AdmissionPolicy.Preset;
import io.jsec.rules.RuleCard;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.catalogue.Catalogue;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import java.util.Arrays;
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

    private final Problems problems = new Problems();
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
            for (Node.Entry entry : problems.entries(path, bytes)) {
                switch (entry.name()) {
                    case "preset" -> preset = preset(entry.value()).orElse(preset);
                    case "rules" -> rules.putAll(rules(entry.value()));
                    default -> problems.unknown(entry.key().at(), "key", entry.name(), KEYS);
                }
            }
        } catch (ReadException e) {
            problems.add(e);
        }
        problems.throwIfAny();
        return AdmissionPolicy.of(preset).with(rules);
    }

    private Optional<Preset> preset(Node node) {
        Optional<Preset> preset = node.string().flatMap(Preset::of);
        if (preset.isEmpty()) {
            List<String> known = Arrays.stream(Preset.values()).map(Preset::word).toList();
            problems.unknown(node.at(), "preset", node.string().orElse("of that kind"), known);
        }
        return preset;
    }

    private Map<String, Mode> rules(Node node) {
        Map<String, Mode> rules = new LinkedHashMap<>();
        for (Node.Entry entry : problems.mapping(node, "rules takes a mapping of rules to modes")) {
            Optional<Mode> mode = mode(entry.value());
            if (isJudged(entry) && mode.isPresent()) {
                if (mode.get() == Mode.NARROW && !AdmissionPolicy.narrows(entry.name())) {
                    problems.add(
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
            problems.unknown(node.at(), "mode", node.string().orElse("of that kind"), known);
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
            problems.add(at, rule + " takes no mode: " + why.get());
            return false;
        }
        Optional<RuleCard> other =
                Catalogue.rules().stream()
                        .map(each -> each.card())
                        .filter(card -> card.id().equals(rule))
                        .findFirst();
        if (other.isPresent()) {
            problems.add(
                    at,
                    rule
                            + " takes no mode: it judges no request ("
                            + other.get().title()
                            + "); jsec audit and jsec policy check do");
        } else {
            problems.unknown(at, "rule", rule, AdmissionPolicy.rules());
        }
        return false;
    }
}
