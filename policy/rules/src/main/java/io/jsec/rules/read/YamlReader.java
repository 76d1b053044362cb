package io.jsec.rules.read;

import io.jsec.rules.SourceLocation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.AnchorNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * Reads YAML 1.2 with the place of each value; {@code <<} merges as in YAML 1.1, since compose
 * files rely on it. What aliases make of a document is bounded. A key that stands twice is refused.
 */
public final class YamlReader {
    private static final int DEPTH_MAX = 100;
    private static final int NODES_MAX = 500_000;
    private static final int ALIASES_MAX = 5_000;
    private static final String MERGE = "<<";

    private static final Pattern NUMBER =
            Pattern.compile(
                    "[-+]?(?:[0-9]+|0x[0-9a-fA-F]+|0o[0-7]+|(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)"
                            + "(?:[eE][-+]?[0-9]+)?|\\.(?:inf|Inf|INF))|\\.(?:nan|NaN|NAN)");

    private final String path;
    private final Set<org.snakeyaml.engine.v2.nodes.Node> open =
            Collections.newSetFromMap(new IdentityHashMap<>());
    private int nodes;

    private YamlReader(String path) {
        this.path = path;
    }

    /**
     * Reads one document.
     *
     * @param path the document's name in places
     * @throws ReadException where it is no YAML, holds several documents, or is too much
     */
    public static Node read(String path, byte[] bytes) {
        String text = Bytes.text(path, bytes);
        LoadSettings settings =
                LoadSettings.builder()
                        .setLabel(path)
                        .setAllowDuplicateKeys(true)
                        .setAllowNonScalarKeys(true)
                        .setMaxAliasesForCollections(ALIASES_MAX)
                        .setCodePointLimit(Bytes.BYTES_MAX)
                        .setUseMarks(true)
                        .build();
        try {
            Parser parser =
                    new ShallowParser(
                            new ParserImpl(settings, new StreamReader(settings, text)),
                            DEPTH_MAX,
                            mark -> point(path, mark),
                            SourceLocation.whole(path));
            Optional<org.snakeyaml.engine.v2.nodes.Node> root =
                    new Composer(settings, parser).getSingleNode();
            YamlReader reader = new YamlReader(path);
            return root.isPresent() ? reader.convert(root.get(), 0) : empty(path);
        } catch (MarkedYamlEngineException e) {
            SourceLocation at =
                    e.getProblemMark()
                            .map(mark -> point(path, mark))
                            .orElseGet(() -> SourceLocation.whole(path));
            throw new ReadException(at, "no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            throw new ReadException(SourceLocation.whole(path), "no YAML: " + e.getMessage());
        }
    }

    private static Node empty(String path) {
        return new Node.Scalar("", Node.Type.NULL, SourceLocation.whole(path), "");
    }

    private static SourceLocation point(String path, Mark mark) {
        int line = mark.getLine() + 1;
        int column = mark.getColumn() + 1;
        return new SourceLocation(path, line, column, line, column);
    }

    private SourceLocation place(org.snakeyaml.engine.v2.nodes.Node node) {
        Optional<Mark> start = node.getStartMark();
        Optional<Mark> end = node.getEndMark();
        if (start.isEmpty() || end.isEmpty()) {
            return SourceLocation.whole(path);
        }
        return new SourceLocation(
                path,
                start.get().getLine() + 1,
                start.get().getColumn() + 1,
                end.get().getLine() + 1,
                end.get().getColumn() + 1);
    }

    private Node convert(org.snakeyaml.engine.v2.nodes.Node node, int depth) {
        nodes++;
        if (nodes > NODES_MAX) {
            throw new ReadException(
                    place(node), "more than " + NODES_MAX + " values, aliases counted");
        }
        if (depth > DEPTH_MAX) {
            throw new ReadException(place(node), "nested more than " + DEPTH_MAX + " deep");
        }
        if (!open.add(node)) {
            throw new ReadException(place(node), "an alias stands inside what it names");
        }
        try {
            return switch (node) {
                case ScalarNode scalar -> scalar(scalar);
                case SequenceNode sequence -> sequence(sequence, depth);
                case MappingNode mapping -> mapping(mapping, depth);
                case AnchorNode anchor -> convert(anchor.getRealNode(), depth + 1);
                default -> throw new ReadException(place(node), "unknown kind of value");
            };
        } finally {
            open.remove(node);
        }
    }

    private static String tag(org.snakeyaml.engine.v2.nodes.Node node) {
        String tag = node.getTag().getValue();
        return tag.startsWith("!") ? tag : "";
    }

    private Node.Scalar scalar(ScalarNode node) {
        return new Node.Scalar(node.getValue(), type(node), place(node), tag(node));
    }

    /** A plain scalar is what it looks like; the words of YAML 1.1 (yes, on) are texts. */
    private static Node.Type type(ScalarNode node) {
        if (node.getScalarStyle() != ScalarStyle.PLAIN || tag(node).length() > 1) {
            return node.getValue().isEmpty() && node.getScalarStyle() == ScalarStyle.PLAIN
                    ? Node.Type.NULL
                    : Node.Type.TEXT;
        }
        String text = node.getValue();
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "", "~", "null" -> Node.Type.NULL;
            case "true", "false" -> Node.Type.BOOLEAN;
            default -> NUMBER.matcher(text).matches() ? Node.Type.NUMBER : Node.Type.TEXT;
        };
    }

    private Node sequence(SequenceNode node, int depth) {
        List<Node> items = new ArrayList<>();
        for (org.snakeyaml.engine.v2.nodes.Node item : node.getValue()) {
            items.add(convert(item, depth + 1));
        }
        return new Node.Sequence(items, place(node), tag(node));
    }

    private Node mapping(MappingNode node, int depth) {
        List<Node.Entry> entries = new ArrayList<>();
        List<Node> merged = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (NodeTuple tuple : node.getValue()) {
            if (!(convert(tuple.getKeyNode(), depth + 1) instanceof Node.Scalar key)) {
                throw new ReadException(place(tuple.getKeyNode()), "a key is no single value");
            }
            Node value = convert(tuple.getValueNode(), depth + 1);
            boolean merge = key.text().equals(MERGE) && key.type() == Node.Type.TEXT;
            if (merge && !(value instanceof Node.Scalar)) {
                merged.addAll(value instanceof Node.Sequence many ? many.items() : List.of(value));
            } else if (!seen.add(key.text())) {
                throw new ReadException(key.at(), "the key " + key.text() + " stands twice");
            } else {
                entries.add(new Node.Entry(key, value));
            }
        }
        for (Node from : merged) {
            if (!(from instanceof Node.Mapping)) {
                throw new ReadException(from.at(), "<< takes mappings only");
            }
            for (Node.Entry entry : from.pairs()) {
                if (seen.add(entry.name())) {
                    entries.add(entry);
                }
            }
        }
        return new Node.Mapping(entries, place(node), tag(node));
    }
}
