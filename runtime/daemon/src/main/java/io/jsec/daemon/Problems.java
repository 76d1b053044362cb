package io.jsec.daemon;

import io.jsec.rules.SourceLocation;
import io.jsec.rules.read.Nearest;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import io.jsec.rules.read.YamlReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What is wrong in a file of YAML, each with its place, to be said at once. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    /**
     * The entries of a file; none where nothing is written there.
     *
     * @throws ReadException where it is no YAML
     */
    List<Node.Entry> entries(String path, byte[] bytes) throws ReadException {
        Node root = YamlReader.read(path, bytes);
        return root.isNull() ? List.of() : mapping(root, path + " takes a mapping");
    }

    /** The entries of a mapping; none where it is something else, which is wrong then. */
    List<Node.Entry> mapping(Node node, String otherwise) {
        if (node instanceof Node.Mapping mapping) {
            return mapping.entries();
        }
        add(node.at(), otherwise);
        return List.of();
    }

    void add(SourceLocation at, String message) {
        found.add(at + ": " + message);
    }

    void add(ReadException e) {
        add(e.at(), String.valueOf(e.getMessage()));
    }

    /** A word that is not known, with the nearest that is. */
    void unknown(SourceLocation at, String what, String word, Collection<String> known) {
        add(at, "there is no " + what + " " + word + Nearest.hint(word, known));
    }

    /**
     * Nothing was wrong.
     *
     * @throws ConfigException with everything that was
     */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigException(found);
        }
    }
}
