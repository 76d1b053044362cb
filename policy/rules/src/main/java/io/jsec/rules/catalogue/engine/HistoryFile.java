package io.jsec.rules.catalogue.engine;

import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.Located;
import io.jsec.rules.SourceLocation;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The history of an image as a Dockerfile: each step as the instruction that made it.
 *
 * @param file the Dockerfile
 * @param places of the steps, by the line at which their instructions begin
 */
record HistoryFile(DockerfileFacts file, NavigableMap<Integer, SourceLocation> places) {
    private static final String END = "END_OF_STEP";

    /** Many rules are asked about one image, one after the other. */
    private static final AtomicReference<Kept> LAST = new AtomicReference<>();

    private record Kept(ImageFacts image, HistoryFile history) {}

    /** Makes the map read-only. */
    HistoryFile {
        places = Collections.unmodifiableNavigableMap(places);
    }

    /** The file of an image with a history. */
    @SuppressWarnings("ReferenceEquality") // Comparing all that is known would cost more.
    static HistoryFile of(ImageFacts image, List<Located<String>> lines) {
        Kept last = LAST.get();
        if (last != null && last.image() == image) {
            return last.history();
        }
        HistoryFile history = read(image, lines);
        LAST.set(new Kept(image, history));
        return history;
    }

    private static HistoryFile read(ImageFacts image, List<Located<String>> lines) {
        StringBuilder text = new StringBuilder("FROM scratch\n");
        TreeMap<Integer, SourceLocation> places = new TreeMap<>();
        places.put(0, image.whole());
        int number = 2;
        for (Located<String> line : lines) {
            String step = step(HistoryLine.parse(line.value()));
            places.put(number, line.at());
            text.append(step);
            number += (int) step.chars().filter(each -> each == '\n').count();
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return new HistoryFile(DockerfileFacts.of(image.target().name(), bytes), places);
    }

    /** The instruction of a step; what the history tells too little of is left out. */
    private static String step(HistoryLine line) {
        return switch (line.keyword()) {
            // A here-document keeps lines and signs as they are.
            case "RUN" -> "RUN <<'%s'\n%s\n%s\n".formatted(END, line.text(), END);
            // Without BuildKit a checksum stands there instead of the names.
            case "ADD" ->
                    line.text().matches("(?s)(file|dir|multi):.*|[0-9a-f]{64} .*|.*\n.*")
                            ? ""
                            : "ADD " + line.text() + "\n";
            default -> "";
        };
    }
}
