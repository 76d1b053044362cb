package io.jsec.linux;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The file system under the engine's store.
 *
 * @param path of the store, which need not exist yet
 * @param type of the file system of its nearest existing parent: ext4, xfs …
 * @param freeBytes for this user
 */
public record StorePlace(Path path, String type, long freeBytes) {
    /** Asks the file system of a path or of its nearest existing parent. */
    public static StorePlace ask(Path path) {
        Path there = path.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            FileStore store = Files.getFileStore(there);
            return new StorePlace(path, store.type(), store.getUsableSpace());
        } catch (IOException e) {
            throw new UncheckedIOException("file system of " + there, e);
        }
    }
}
