package io.jsec.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Options Docker's {@code run} has and ours does not, each with the reason and the way out. The
 * table is read on the error path only.
 */
final class RefusedOptions {
    private static final String TABLE = "refused-options.tsv";

    /**
     * One row.
     *
     * @param name the long name, with its two dashes
     * @param shorthand the short name with its dash, or empty
     * @param why why it is not here, without a final stop
     * @param instead what to write instead
     */
    record Row(String name, String shorthand, String why, String instead) {}

    private RefusedOptions() {}

    /** Every row, in the table's order. */
    static List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        for (String line : text().split("\n", -1)) {
            if (!line.isEmpty() && !line.startsWith("#")) {
                String[] cells = line.split("\t", -1);
                rows.add(new Row(cells[0], cells[1], cells[2], cells[3]));
            }
        }
        return rows;
    }

    /**
     * The row of an argument the parser did not know, if Docker knows it: {@code --gpus=all},
     * {@code -d}, or a cluster such as {@code -itd}.
     *
     * @param argument the argument as typed
     * @param knownShorts the letters of our own short options
     */
    static Optional<Row> find(String argument, String knownShorts) {
        if (argument.startsWith("--")) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            return rows().stream().filter(row -> row.name().equals(name)).findFirst();
        }
        for (int i = 1; i < argument.length(); i++) {
            if (knownShorts.indexOf(argument.charAt(i)) < 0) {
                String letter = "-" + argument.charAt(i);
                return rows().stream().filter(row -> row.shorthand().equals(letter)).findFirst();
            }
        }
        return Optional.empty();
    }

    private static String text() {
        try (InputStream in = RefusedOptions.class.getResourceAsStream(TABLE)) {
            if (in == null) {
                throw new IllegalStateException(TABLE + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
