package io.jsec.audit;

import io.jsec.rules.Edit;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.JsonReader;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import io.jsec.rules.read.YamlReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Turns edits of keys into edits of text. A mapping that an anchor names, or that takes its entries
 * from elsewhere, is left alone: the change would reach further than meant.
 */
final class KeyEdits {
    private static final int INDENT = 2;

    private final String path;
    private final List<String> lines;
    private final Optional<Node> root;
    private final boolean json;

    /** Edits of one file's text. */
    KeyEdits(String path, String text) {
        String plain = text.startsWith("\ufeff") ? text.substring(1) : text;
        this.path = path;
        this.json = path.toLowerCase(Locale.ROOT).endsWith(".json");
        this.lines = plain.lines().toList();
        this.root = read(plain.getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Node> read(byte[] bytes) {
        try {
            return Optional.of(json ? JsonReader.read(path, bytes) : YamlReader.read(path, bytes));
        } catch (ReadException e) {
            return Optional.empty();
        }
    }

    /** The edit of the text; none where it would reach further, or there is nothing to change. */
    Optional<Edit> set(List<String> keys, String value) {
        Optional<Node> node = root;
        for (int i = 0; i < keys.size(); i++) {
            if (node.isEmpty() || !(node.get() instanceof Node.Mapping mapping)) {
                return Optional.empty();
            }
            if (isShared(mapping)) {
                return Optional.empty();
            }
            Optional<Node.Entry> entry = mapping.entry(keys.get(i));
            if (entry.isEmpty()) {
                return insert(
                        mapping, keys.get(i), nested(keys.subList(i + 1, keys.size()), value));
            }
            if (i == keys.size() - 1) {
                return replace(entry.get(), value);
            }
            node = entry.map(Node.Entry::value);
        }
        return Optional.empty();
    }

    /** What is set, below the keys that are not there yet. */
    private static String nested(List<String> keys, String value) {
        StringBuilder all = new StringBuilder();
        keys.forEach(key -> all.append("{\"").append(key).append("\": "));
        return all.append(value).append("}".repeat(keys.size())).toString();
    }

    private Optional<Edit> replace(Node.Entry entry, String value) {
        SourceLocation at = entry.value().at();
        boolean plain =
                entry.value() instanceof Node.Scalar scalar
                        && at.startLine() == at.endLine()
                        && scalar.type() != Node.Type.NULL;
        return plain && owns(entry.key().at(), at)
                ? Optional.of(new Edit.ReplaceText(at, value))
                : Optional.empty();
    }

    /** An alias stands at its key, and its value elsewhere. */
    private static boolean owns(SourceLocation key, SourceLocation value) {
        return value.startLine() >= key.startLine();
    }

    /** Whether the text at a mapping's key names it for others, or takes it from there. */
    private boolean isShared(Node.Mapping mapping) {
        if (json) {
            return false;
        }
        SourceLocation at = mapping.at();
        for (int line = Math.max(1, at.startLine() - 1); line <= at.startLine(); line++) {
            String text = line <= lines.size() ? lines.get(line - 1) : "";
            if (text.matches(".*:\\s+[&*].*|\\s*-?\\s*[&*].*")) {
                return true;
            }
        }
        return mapping.entries().stream().anyMatch(each -> !inside(each.key().at(), at));
    }

    private static boolean inside(SourceLocation key, SourceLocation mapping) {
        return key.startLine() >= mapping.startLine() && key.startLine() <= mapping.endLine();
    }

    private Optional<Edit> insert(Node.Mapping mapping, String key, String value) {
        boolean flow = charAt(mapping.at()) == '{';
        if (flow) {
            return Optional.of(insertInFlow(mapping, "\"" + key + "\": " + value));
        }
        return json || mapping.entries().isEmpty()
                ? Optional.empty()
                : Optional.of(insertInBlock(mapping, key + ": " + value));
    }

    private char charAt(SourceLocation at) {
        String line = at.startLine() <= lines.size() ? lines.get(at.startLine() - 1) : "";
        int index = at.startColumn() - 1;
        return index < line.length() ? line.charAt(index) : ' ';
    }

    /** Behind the last entry, on a line of its own where the others are. */
    private Edit insertInFlow(Node.Mapping mapping, String entry) {
        SourceLocation at = mapping.at();
        if (mapping.entries().isEmpty()) {
            SourceLocation inside =
                    new SourceLocation(
                            path,
                            at.startLine(),
                            at.startColumn() + 1,
                            at.startLine(),
                            at.startColumn() + 1);
            return new Edit.ReplaceText(inside, entry);
        }
        Node.Entry last = mapping.entries().getLast();
        SourceLocation end = last.value().at();
        SourceLocation behind =
                new SourceLocation(
                        path, end.endLine(), end.endColumn(), end.endLine(), end.endColumn());
        boolean ownLine = last.key().at().startLine() > at.startLine();
        String gap = ownLine ? ",\n" + indent(last.key().at()) : ", ";
        return new Edit.ReplaceText(behind, gap + entry);
    }

    private String indent(SourceLocation key) {
        String line = lines.get(key.startLine() - 1);
        String before = line.substring(0, Math.min(key.startColumn() - 1, line.length()));
        return before.isBlank() ? before : " ".repeat(INDENT);
    }

    /** Behind the last entry that stands on one line; before the first where there is none. */
    private Edit insertInBlock(Node.Mapping mapping, String entry) {
        String indent = " ".repeat(mapping.entries().getFirst().key().at().startColumn() - 1);
        int before = mapping.entries().getFirst().key().at().startLine();
        for (Node.Entry each : mapping.entries()) {
            SourceLocation key = each.key().at();
            SourceLocation value = each.value().at();
            boolean oneLine =
                    each.value() instanceof Node.Scalar
                            && value.startLine() == key.startLine()
                            && value.endLine() == key.startLine();
            if (oneLine) {
                before = key.startLine() + 1;
            }
        }
        return new Edit.InsertLines(path, before, List.of(indent + entry));
    }

    /** The edit that takes a key away; only of what stands on lines of its own. */
    Optional<Edit> remove(List<String> keys) {
        Optional<Node> parent = root;
        for (String key : keys.subList(0, keys.size() - 1)) {
            parent = parent.flatMap(node -> node.find(key));
        }
        if (parent.isEmpty()
                || !(parent.get() instanceof Node.Mapping mapping)
                || isShared(mapping)) {
            return Optional.empty();
        }
        Optional<Node.Entry> entry = mapping.entry(keys.getLast());
        if (entry.isEmpty() || !(entry.get().value() instanceof Node.Scalar)) {
            return Optional.empty();
        }
        return charAt(mapping.at()) == '{'
                ? Optional.of(removeFromFlow(mapping, entry.get()))
                : removeLine(mapping, entry.get());
    }

    /** With the comma before it, or behind the first one. */
    private Edit removeFromFlow(Node.Mapping mapping, Node.Entry entry) {
        int index = mapping.entries().indexOf(entry);
        SourceLocation key = entry.key().at();
        SourceLocation value = entry.value().at();
        int startLine = key.startLine();
        int startColumn = key.startColumn();
        int endLine = value.endLine();
        int endColumn = value.endColumn();
        if (index > 0) {
            SourceLocation before = mapping.entries().get(index - 1).value().at();
            startLine = before.endLine();
            startColumn = before.endColumn();
        } else if (mapping.entries().size() > 1) {
            SourceLocation next = mapping.entries().get(1).key().at();
            endLine = next.startLine();
            endColumn = next.startColumn();
        }
        return new Edit.ReplaceText(
                new SourceLocation(path, startLine, startColumn, endLine, endColumn), "");
    }

    /** The last key of a mapping stays: without it the mapping would be null. */
    private Optional<Edit> removeLine(Node.Mapping mapping, Node.Entry entry) {
        int line = entry.key().at().startLine();
        boolean alone =
                entry.value().at().endLine() == line
                        && lines.get(line - 1).stripLeading().startsWith(entry.name());
        if (!alone || mapping.entries().size() < 2) {
            return Optional.empty();
        }
        boolean last = line == lines.size();
        return Optional.of(
                new Edit.ReplaceText(
                        last
                                ? new SourceLocation(
                                        path, line, 1, line, lines.get(line - 1).length() + 1)
                                : new SourceLocation(path, line, 1, line + 1, 1),
                        ""));
    }
}
