package io.jsec.rules.read;

import io.jsec.rules.Fact;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.Located;
import io.jsec.rules.Target;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the configuration of an image as it is saved: the OCI image configuration, version 1.1, and
 * Docker's image configuration, which it came from.
 */
public final class ImageConfigReader {
    private ImageConfigReader() {}

    /**
     * The facts of an image.
     *
     * @param place the path of what the image is saved in
     * @param names with tags
     * @param config the configuration
     * @param bytes of its files
     * @param files of its layers
     */
    public static ImageFacts read(
            Target target,
            String place,
            List<String> names,
            Node config,
            Fact<Long> bytes,
            Fact<List<ImageFile>> files) {
        InspectValues values = new InspectValues(config, place, false);
        return new ImageFacts(
                target,
                values.whole(),
                names,
                List.of(),
                created(values),
                bytes,
                values.text("config", "User"),
                values.texts("config", "Env"),
                values.pairs("config", "Labels"),
                values.names("config", "ExposedPorts"),
                values.names("config", "Volumes"),
                InspectContainer.health(values, "config", "Healthcheck"),
                values.texts("config", "Entrypoint"),
                values.texts("config", "Cmd"),
                history(values),
                files,
                Fact.unknown("a saved image does not tell"));
    }

    private static Fact<Instant> created(InspectValues values) {
        Fact<String> text = values.text("created");
        try {
            return text.map(written -> OffsetDateTime.parse(written).toInstant());
        } catch (DateTimeException e) {
            return Fact.unknown("no time: " + text.orElse(""));
        }
    }

    /** A configuration without history is allowed: nothing is known of how it was built then. */
    private static Fact<List<Located<String>>> history(InspectValues values) {
        Optional<Node> history = values.find("history");
        if (history.isEmpty()) {
            return Fact.unknown("the image does not tell how it was built");
        }
        List<Located<String>> lines = new ArrayList<>();
        for (Node item : history.get().list()) {
            item.find("created_by")
                    .flatMap(Node::string)
                    .ifPresent(line -> lines.add(new Located<>(line, values.whole())));
        }
        return Fact.of(lines, values.whole());
    }
}
