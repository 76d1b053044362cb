package io.jsec.rules.cel;

import io.jsec.rules.Facts;
import io.jsec.rules.Framework;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.Nearest;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads one rule of a user. */
final class UserRuleReader {
    private static final List<String> KEYS =
            List.of(
                    "id",
                    "kind",
                    "severity",
                    "strict",
                    "title",
                    "sees",
                    "why",
                    "fix",
                    "example",
                    "mappings",
                    "when",
                    "deny",
                    "message",
                    "at");

    private final Expressions expressions;
    private final Deadline deadline;

    UserRuleReader(ExpressionCache cache, Duration time) {
        this.expressions = new Expressions(cache);
        this.deadline = new Deadline(time);
    }

    /**
     * Reads a rule.
     *
     * @throws ReadException where something is missing, unknown or does not compile
     */
    Rule<?> read(String path, byte[] bytes, Node node) {
        if (!(node instanceof Node.Mapping mapping)) {
            throw new ReadException(node.at(), "a rule takes keys and values");
        }
        for (Node.Entry entry : mapping.entries()) {
            if (!KEYS.contains(entry.name())) {
                String hint = Nearest.hint(entry.name(), KEYS);
                throw new ReadException(
                        entry.key().at(), "a rule has no key " + entry.name() + hint);
            }
        }
        String kind = text(mapping, "kind");
        List<String> kinds = Schemas.all().stream().map(Schema::name).toList();
        for (Schema<?> schema : Schemas.all()) {
            if (schema.name().equals(kind)) {
                return rule(mapping, schema, new Source(path, bytes));
            }
        }
        throw new ReadException(
                mapping.get("kind").orElse(mapping).at(),
                "there is no kind " + kind + "; known are " + String.join(", ", kinds));
    }

    private static String text(Node.Mapping rule, String key) {
        return rule.get(key)
                .flatMap(Node::string)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new ReadException(rule.at(), "the rule has no " + key));
    }

    private <F extends Facts> Rule<F> rule(Node.Mapping rule, Schema<F> schema, Source source) {
        Expressions.Compiled deny =
                compile(rule, "deny", schema, Expressions.Result.TRUTH, source)
                        .orElseThrow(() -> new ReadException(rule.at(), "the rule has no deny"));
        Optional<Node> at = rule.get("at");
        at.ifPresent(node -> {
            String field = node.string().orElse("");
            if (!schema.types().containsKey(field)) {
                throw new ReadException(
                        node.at(), "at: %s has no field %s".formatted(schema.name(), field));
            }
        });
        UserRule.Parts parts =
                new UserRule.Parts(
                        compile(rule, "when", schema, Expressions.Result.TRUTH, source),
                        deny,
                        compile(rule, "message", schema, Expressions.Result.TEXT, source),
                        at.flatMap(Node::string));
        return new UserRule<>(card(rule, schema.name()), schema, parts, deadline);
    }

    private RuleCard card(Node.Mapping rule, String kind) {
        String id = text(rule, "id");
        if (id.startsWith("JSEC-")) {
            throw new ReadException(
                    rule.get("id").orElse(rule).at(), "ids with JSEC- are those of the catalogue");
        }
        try {
            RuleCard.Builder card =
                    RuleCard.of(id, severity(rule), section(kind))
                            .title(text(rule, "title"))
                            .sees(rule.get("sees").flatMap(Node::string).orElse(text(rule, "deny")))
                            .why(text(rule, "why"))
                            .fix(text(rule, "fix"))
                            .example(rule.get("example").flatMap(Node::string).orElse(""));
            if (rule.get("strict").flatMap(Node::string).orElse("false").equals("true")) {
                card.strict();
            }
            mappings(rule, card);
            return card.build();
        } catch (IllegalArgumentException e) {
            throw new ReadException(rule.at(), String.valueOf(e.getMessage()));
        }
    }

    private static Severity severity(Node.Mapping rule) {
        String word = text(rule, "severity");
        for (Severity severity : Severity.values()) {
            if (severity.name().toLowerCase(Locale.ROOT).equals(word)) {
                return severity;
            }
        }
        throw new ReadException(
                rule.get("severity").orElse(rule).at(),
                "there is no severity " + word + "; known are critical, high, medium, low, info");
    }

    private static Section section(String kind) {
        return switch (kind) {
            case "container" -> Section.CONTAINERS;
            case "dockerfile" -> Section.DOCKERFILE;
            case "compose" -> Section.COMPOSE;
            case "host" -> Section.HOST;
            case "image" -> Section.IMAGES;
            case "network", "volume" -> Section.NETWORKS;
            default -> Section.DAEMON;
        };
    }

    private static void mappings(Node.Mapping rule, RuleCard.Builder card) {
        for (Node.Entry entry :
                rule.get("mappings").map(Node::pairs).orElse(List.<Node.Entry>of())) {
            Framework framework =
                    List.of(Framework.values()).stream()
                            .filter(each ->
                                    each.name().toLowerCase(Locale.ROOT).equals(entry.name()))
                            .findFirst()
                            .orElseThrow(() ->
                                    new ReadException(
                                            entry.key().at(),
                                            "there is no framework " + entry.name()));
            List<String> ids = new ArrayList<>();
            entry.value().list().forEach(each -> each.string().ifPresent(ids::add));
            card.maps(framework, ids.toArray(String[]::new));
        }
    }

    private Optional<Expressions.Compiled> compile(
            Node.Mapping rule,
            String key,
            Schema<?> schema,
            Expressions.Result result,
            Source source) {
        Optional<Node> node = rule.get(key).filter(each -> !each.isNull());
        if (node.isEmpty()) {
            return Optional.empty();
        }
        String text =
                node.get()
                        .string()
                        .orElseThrow(() ->
                                new ReadException(node.get().at(), key + " takes an expression"));
        try {
            return Optional.of(expressions.compile(schema, text, result));
        } catch (Expressions.Malformed e) {
            throw new ReadException(
                    source.place(node.get(), e), key + ": " + String.valueOf(e.getMessage()));
        }
    }

    /** The file, to turn a place in an expression into one in the file. */
    private record Source(String path, List<String> lines) {
        Source(String path, byte[] bytes) {
            this(path, new String(bytes, StandardCharsets.UTF_8).lines().toList());
        }

        /** Exact for literal blocks and what stands on one line; else where it begins. */
        SourceLocation place(Node node, Expressions.Malformed problem) {
            int first = node.at().startLine();
            String line = first <= lines.size() ? lines.get(first - 1) : "";
            int column = node.at().startColumn();
            char begin = column <= line.length() ? line.charAt(column - 1) : ' ';
            if (begin == '|' && first + problem.line() <= lines.size()) {
                int at = first + problem.line();
                String text = lines.get(first);
                int indent = text.length() - text.stripLeading().length();
                return point(at, indent + problem.column() + 1);
            }
            if (problem.line() == 1 && node.at().endLine() == first) {
                int quote = begin == '"' || begin == '\'' ? 1 : 0;
                return point(first, column + quote + problem.column());
            }
            return node.at();
        }

        private SourceLocation point(int line, int column) {
            return new SourceLocation(path, line, column, line, column);
        }
    }
}
