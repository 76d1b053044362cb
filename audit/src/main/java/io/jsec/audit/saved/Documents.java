package io.jsec.audit.saved;

import io.jsec.rules.read.JsonReader;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.List;

/** The JSON documents of an archive. */
final class Documents {
    private static final int BYTES_MAX = 8 * 1024 * 1024;

    private final Archive archive;

    Documents(Archive archive) {
        this.archive = archive;
    }

    boolean has(String name) {
        return archive.size(name).isPresent();
    }

    /**
     * A document whose digest, where one is told, is checked first.
     *
     * @throws IOException where it is missing, too large, no JSON, or another one
     */
    Node read(ImageParts.Part part) throws IOException {
        long size =
                archive.size(part.name())
                        .orElseThrow(() -> new IOException(part.name() + " is missing"));
        if (size > BYTES_MAX) {
            throw new IOException(part.name() + " has " + size + " bytes, more than " + BYTES_MAX);
        }
        byte[] bytes;
        try (InputStream in = archive.open(part.name())) {
            bytes = in.readAllBytes();
        }
        if (part.digest().isPresent()) {
            Digest digest = part.digest().get();
            MessageDigest taken = digest.start();
            taken.update(bytes);
            if (!digest.isOf(taken)) {
                throw new IOException(part.name() + " is not what its digest says");
            }
        }
        try {
            return JsonReader.read(part.name(), bytes);
        } catch (ReadException e) {
            throw new IOException(e.at() + ": " + e.getMessage(), e);
        }
    }

    /** A text below a node, or an empty one. */
    static String text(Node node, String... keys) {
        return node.find(keys).flatMap(Node::string).orElse("");
    }

    /** The items of a list below a node; none where there is none. */
    static List<Node> items(Node node, String... keys) {
        return node.find(keys).map(Node::list).orElse(List.of());
    }
}
