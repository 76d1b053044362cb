package io.jsec.engine;

import java.nio.file.Path;
import java.util.List;

/** The engine's view of the image store: what a container is made of. */
interface ImageSource {
    /**
     * What an image says of its containers.
     *
     * @param id {@code sha256:…}
     * @param layers digests, lowest first
     * @param config what runs; its image is empty
     */
    record Found(String id, List<String> layers, ContainerConfig config) {
        /** Copied. */
        public Found {
            layers = List.copyOf(layers);
        }
    }

    /**
     * An image by name, id, or the start of one.
     *
     * @throws EngineException NotFound in dockerd's words
     */
    Found find(String ref);

    /**
     * Unpacked layers, topmost first, ready to be overlay's lower directories.
     *
     * @param layers digests, lowest first
     */
    List<Path> lowers(List<String> layers);

    /** The names an image has now, none where it is gone. */
    List<String> names(String id);
}
