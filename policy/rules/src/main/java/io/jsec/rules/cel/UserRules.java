package io.jsec.rules.cel;

import io.jsec.rules.Rule;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import io.jsec.rules.read.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads files with rules of users. */
public final class UserRules {
    /** How long one rule may take over one target. */
    public static final Duration TIME = Duration.ofSeconds(1);

    private static final int RULES_MAX = 1_000;

    private UserRules() {}

    /**
     * What files hold.
     *
     * @param rules that are complete
     * @param defects of the others, with their places
     */
    public record Loaded(List<Rule<?>> rules, List<ReadException> defects) {
        /** Copies the lists. */
        public Loaded {
            rules = List.copyOf(rules);
            defects = List.copyOf(defects);
        }
    }

    /**
     * Reads files.
     *
     * @param files their bytes by path, in the order in which rules are judged
     * @param cache of compiled expressions
     */
    public static Loaded load(Map<String, byte[]> files, ExpressionCache cache) {
        List<Rule<?>> rules = new ArrayList<>();
        List<ReadException> defects = new ArrayList<>();
        if (!files.isEmpty()) {
            load(files, new UserRuleReader(cache, TIME), rules, defects);
        }
        return new Loaded(rules, defects);
    }

    private static void load(
            Map<String, byte[]> files,
            UserRuleReader reader,
            List<Rule<?>> rules,
            List<ReadException> defects) {
        Set<String> ids = new HashSet<>();
        files.forEach((path, bytes) -> {
            try {
                for (Node each : list(YamlReader.read(path, bytes))) {
                    if (rules.size() >= RULES_MAX) {
                        throw new ReadException(each.at(), "more than " + RULES_MAX + " rules");
                    }
                    Rule<?> rule = reader.read(path, bytes, each);
                    if (!ids.add(rule.card().id())) {
                        throw new ReadException(
                                each.at(), "the id " + rule.card().id() + " stands twice");
                    }
                    rules.add(rule);
                }
            } catch (ReadException e) {
                defects.add(e);
            }
        });
    }

    private static List<Node> list(Node root) {
        if (root.isNull()) {
            return List.of();
        }
        if (!(root instanceof Node.Mapping mapping)) {
            throw new ReadException(root.at(), "the file takes the key rules with a list");
        }
        for (Node.Entry entry : mapping.entries()) {
            boolean list = entry.value() instanceof Node.Sequence || entry.value().isNull();
            if (!entry.name().equals("rules") || !list) {
                throw new ReadException(
                        entry.key().at(), "the file takes the key rules with a list");
            }
        }
        return root.find("rules").map(Node::list).orElse(List.of());
    }
}
