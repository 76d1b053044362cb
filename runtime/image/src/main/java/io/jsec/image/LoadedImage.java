package io.jsec.image;

import io.jsec.image.ArchiveIntake.File;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An image of an archive, before it is in the store.
 *
 * @param manifest as in the archive; empty where one is made here
 * @param type of that manifest
 * @param config the configuration blob
 * @param layers lowest first
 * @param names in full
 */
record LoadedImage(
        Optional<File> manifest, String type, File config, List<File> layers, Set<String> names) {
    LoadedImage {
        layers = List.copyOf(layers);
        names = Set.copyOf(names);
    }
}
