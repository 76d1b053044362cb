package io.jsec.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

/** The directories of containers: STORE/engine/ID with upper, work, etc and the log. */
final class ContainerStorage {
    private final Path top;

    ContainerStorage(Path top) {
        this.top = top;
    }

    /** A container's own directory. */
    Path directory(String id) {
        return top.resolve(id);
    }

    /** What a container changed of its image. */
    Path upper(String id) {
        return directory(id).resolve("upper");
    }

    /**
     * Makes a container's directory. The root's own mode is the upper layer's: it must not change
     * what the image says.
     *
     * @param layers of its image, topmost first
     */
    void make(String id, List<Path> layers) {
        Path directory = directory(id);
        try {
            Files.createDirectories(top);
            Files.createDirectories(directory);
            Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
            for (String name : List.of("upper", "work", "etc")) {
                Files.createDirectories(directory.resolve(name));
            }
            Files.setPosixFilePermissions(
                    directory.resolve("upper"),
                    layers.isEmpty()
                            ? PosixFilePermissions.fromString("rwxr-xr-x")
                            : Files.getPosixFilePermissions(layers.getFirst()));
        } catch (IOException e) {
            throw EngineException.internal(
                    "making the container's directory " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Removes a container's directory with everything in it. */
    void remove(String id) throws IOException {
        Trees.delete(directory(id));
    }

    /** Ids that have a directory. */
    List<String> ids() {
        if (!Files.isDirectory(top)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(top)) {
            return entries.map(path -> String.valueOf(path.getFileName()))
                    .filter(name -> name.matches("[0-9a-f]{64}"))
                    .toList();
        } catch (IOException e) {
            throw EngineException.internal("listing " + top + ": " + e.getMessage(), e);
        }
    }
}
