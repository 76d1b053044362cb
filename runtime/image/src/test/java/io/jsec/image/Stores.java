package io.jsec.image;

import static io.jsec.image.Archives.stream;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Stores and their contents for tests. */
final class Stores {
    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-03T04:05:06Z"), ZoneOffset.UTC);

    private Stores() {}

    static ImageStore open(Path folder) {
        return ImageStore.open(folder, ImageUse.NOTHING, CLOCK, "amd64");
    }

    /** A layer of one file. */
    static byte[] layer(String name, String content) {
        return new RawTar().file(name, content).bytes();
    }

    /** Loads an image of these layers with these names, created at that time. */
    static Image load(ImageStore store, String created, List<String> tags, byte[]... layers) {
        return load(store, created, Map.of("Cmd", List.of("sh")), tags, layers);
    }

    static Image load(
            ImageStore store,
            String created,
            Map<String, Object> settings,
            List<String> tags,
            byte[]... layers) {
        byte[] config = Archives.config(created, settings, layers);
        store.load(stream(Archives.docker(config, tags, layers)), Progress.SILENT);
        return store.find(ImageDigest.of(config).hex());
    }

    /** What containers use, told by the test. */
    static final class Use implements ImageUse {
        final Map<ImageDigest, List<User>> users = new HashMap<>();
        final Set<ImageDigest> layers = new HashSet<>();

        @Override
        public List<User> users(ImageDigest image) {
            return users.getOrDefault(image, List.of());
        }

        @Override
        public Set<ImageDigest> layers() {
            return Set.copyOf(layers);
        }
    }
}
