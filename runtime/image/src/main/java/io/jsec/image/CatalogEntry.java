package io.jsec.image;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What index.json says about an image: one descriptor for each name, one without where there is
 * none.
 */
record CatalogEntry(
        String type,
        ImageDigest manifest,
        long size,
        Set<String> names,
        Optional<Instant> tagged,
        Optional<ImageDigest> parent) {
    static final String NAME = "org.opencontainers.image.ref.name";
    private static final String TAGGED = "io.jsec.image.tagged";
    private static final String PARENT = "io.jsec.image.parent";

    CatalogEntry {
        names = Set.copyOf(names);
    }

    /** Reads one descriptor. */
    static CatalogEntry read(JsonNode node) {
        JsonNode notes = node.path("annotations");
        String name = notes.path(NAME).asText("");
        return new CatalogEntry(
                node.path("mediaType").asText(),
                Documents.digest(node.path("digest"), "index.json"),
                node.path("size").asLong(),
                name.isEmpty() ? Set.of() : Set.of(name),
                notes.has(TAGGED)
                        ? Optional.of(Documents.time(notes.path(TAGGED)))
                        : Optional.empty(),
                notes.has(PARENT)
                        ? Optional.of(Documents.digest(notes.path(PARENT), "index.json"))
                        : Optional.empty());
    }

    /** The descriptors. */
    List<Map<String, Object>> write() {
        List<Map<String, Object>> descriptors = new ArrayList<>();
        for (String name : names.isEmpty() ? List.of("") : List.copyOf(new TreeSet<>(names))) {
            Map<String, Object> notes = Documents.ordered();
            if (!name.isEmpty()) {
                notes.put(NAME, name);
            }
            tagged.ifPresent(time -> notes.put(TAGGED, time.toString()));
            parent.ifPresent(digest -> notes.put(PARENT, digest.toString()));
            Map<String, Object> descriptor = Documents.descriptor(type, manifest, size);
            if (!notes.isEmpty()) {
                descriptor.put("annotations", notes);
            }
            descriptors.add(descriptor);
        }
        return descriptors;
    }

    /** The same image with further names. */
    CatalogEntry withNames(Set<String> more, Instant now) {
        Set<String> all = new TreeSet<>(names);
        boolean grew = all.addAll(more);
        return new CatalogEntry(
                type, manifest, size, all, grew ? Optional.of(now) : tagged, parent);
    }

    /** The same image without some names. */
    CatalogEntry withoutNames(Set<String> gone) {
        Set<String> left = new TreeSet<>(names);
        left.removeAll(gone);
        return new CatalogEntry(type, manifest, size, left, tagged, parent);
    }

    /** Two descriptors of one image together. */
    CatalogEntry and(CatalogEntry other) {
        Set<String> all = new TreeSet<>(names);
        all.addAll(other.names);
        return new CatalogEntry(
                type, manifest, size, all, tagged.isPresent() ? tagged : other.tagged, parent);
    }
}
