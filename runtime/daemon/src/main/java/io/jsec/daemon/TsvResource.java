package io.jsec.daemon;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A table of this module: lines of cells, tabs between them, the first line names the columns. */
final class TsvResource {
    private TsvResource() {}

    /** Every line, the first one too. */
    static List<List<String>> lines(String name) {
        try (InputStream bytes = TsvResource.class.getResourceAsStream(name)) {
            if (bytes == null) {
                throw new IllegalStateException(name + " is not there");
            }
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
            return lines.lines().map(line -> List.of(line.split("\t", -1))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every line but the first. */
    static List<List<String>> rows(String name) {
        List<List<String>> lines = lines(name);
        return lines.subList(1, lines.size());
    }
}
