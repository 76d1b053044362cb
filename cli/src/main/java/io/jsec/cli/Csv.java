package io.jsec.cli;

import java.util.ArrayList;
import java.util.List;

/** One comma-separated record, with quotes as in RFC 4180: the syntax of {@code --mount}. */
final class Csv {
    private Csv() {}

    /**
     * The fields of a record: {@code a,"b,c",d} has three, and {@code ""} inside quotes is a quote.
     *
     * @throws IllegalArgumentException with the reason when a quote is misplaced or left open
     */
    static List<String> fields(String record) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        boolean closed = false;
        for (int i = 0; i < record.length(); i++) {
            char c = record.charAt(i);
            if (quoted) {
                if (c != '"') {
                    field.append(c);
                } else if (i + 1 < record.length() && record.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else {
                    quoted = false;
                    closed = true;
                }
            } else if (c == ',') {
                fields.add(field.toString());
                field.setLength(0);
                closed = false;
            } else if (c == '"' && field.isEmpty() && !closed) {
                quoted = true;
            } else if (c == '"' || closed) {
                throw new IllegalArgumentException("a quote stands inside a field");
            } else {
                field.append(c);
            }
        }
        if (quoted) {
            throw new IllegalArgumentException("a quote is left open");
        }
        fields.add(field.toString());
        return fields;
    }
}
