package io.jsec.rules.compose;

import java.io.IOException;
import java.util.Optional;

/** The files of a tree, as far as a compose file may name them. */
public interface ComposeFiles {
    /**
     * The bytes of a file.
     *
     * @param path from the tree's root, with {@code /} between its parts; normalised
     * @return empty where there is none, or it is no plain file of the tree
     * @throws IOException where it is there and cannot be read
     */
    Optional<byte[]> read(String path) throws IOException;
}
