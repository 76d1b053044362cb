package io.jsec.engine;

import java.nio.file.Path;
import java.util.List;

/** The engine's view of the image store: what a container is made of. */
interface ImageSource {
    /**
     * What an image says of its containers.
     *
     * @param id {@code sha256:…}
     * @param config what runs; its image is empty
     */
    record Found(String id, ContainerConfig config) {}

    /**
     * An image by name, id, or the start of one.
     *
     * @throws EngineException NotFound in dockerd's words
     */
    Found find(String ref);

    /**
     * Its unpacked layers, topmost first, ready to be overlay's lower directories.
     *
     * @param id {@code sha256:…}
     */
    List<Path> layers(String id);

    /** The names an image has now, none where it is gone. */
    List<String> names(String id);
}
