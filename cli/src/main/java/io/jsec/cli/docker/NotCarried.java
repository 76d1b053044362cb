package io.jsec.cli.docker;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Docker's verbs and options that there are not, each with the reason and the way out. */
public final class NotCarried {
    private static final String TABLE = "not-carried.tsv";

    private NotCarried() {}

    /**
     * One row.
     *
     * @param kind verb or option
     * @param name as it is typed
     * @param why the reason, without a final stop
     * @param instead what to write instead
     */
    public record Row(String kind, String name, String why, String instead) {}

    /** Every row, in the table's order. */
    public static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String line : text().split("\n", -1)) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] cells = line.split("\t", -1);
                rows.add(new Row(cells[0], cells[1], cells[2], cells[3]));
            }
        }
        return rows;
    }

    /** The row of a verb, by its first word or its first two. */
    public static Optional<Row> verb(List<String> words) {
        String one = words.isEmpty() ? "" : words.getFirst();
        String two = words.size() < 2 ? one : one + " " + words.get(1);
        return rows().stream()
                .filter(row -> row.kind().equals("verb"))
                .filter(row -> row.name().equals(one) || row.name().equals(two))
                .findFirst();
    }

    /** The row of an option that stands before the verb. */
    public static Optional<Row> option(String typed) {
        int equals = typed.indexOf('=');
        String bare = equals < 0 ? typed : typed.substring(0, equals);
        String name =
                switch (bare) {
                    case "-c" -> "--context";
                    case "-D" -> "--debug";
                    case "-l" -> "--log-level";
                    default -> bare;
                };
        return rows().stream()
                .filter(row -> row.kind().equals("option") && row.name().equals(name))
                .findFirst();
    }

    private static String text() {
        try (InputStream in = NotCarried.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
