package io.jsec.audit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.rules.Finding;
import io.jsec.rules.read.JsonReader;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code .jsec/baseline.json}: the findings that were there when jsec came. */
final class Baseline {
    private static final String SCHEMA = "jsec.baseline/1";

    private Baseline() {}

    /**
     * The fingerprints of a file.
     *
     * @throws ReadException where it is no baseline
     */
    static Set<String> read(String path, byte[] bytes) {
        Node root = JsonReader.read(path, bytes);
        if (root.find("schema").flatMap(Node::string).filter(SCHEMA::equals).isEmpty()) {
            throw new ReadException(root.at(), "the file is no " + SCHEMA);
        }
        Set<String> prints = new HashSet<>();
        for (Node item : root.find("data").map(Node::list).orElse(List.of())) {
            prints.add(
                    item.find("fingerprint")
                            .flatMap(Node::string)
                            .filter(text -> !text.isBlank())
                            .orElseThrow(
                                    () -> new ReadException(item.at(), "no fingerprint is given")));
        }
        return prints;
    }

    /** The file for some findings, ordered so that a diff shows what changed. */
    static byte[] write(List<Finding> findings) {
        ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
        ObjectNode root = mapper.createObjectNode().put("schema", SCHEMA);
        ArrayNode data = root.putArray("data");
        findings.stream()
                .sorted(
                        Comparator.comparing((Finding finding) -> finding.target().name())
                                .thenComparing(finding -> finding.card().id())
                                .thenComparing(Finding::fingerprint))
                .forEach(finding ->
                        data.addObject()
                                .put("fingerprint", finding.fingerprint())
                                .put("rule", finding.card().id())
                                .put("target", finding.target().name()));
        try {
            byte[] bytes = mapper.writeValueAsBytes(root);
            byte[] lines = Arrays.copyOf(bytes, bytes.length + 1);
            lines[bytes.length] = '\n';
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
