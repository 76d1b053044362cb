package io.jsec.audit.report;

import java.util.Locale;
import java.util.Optional;

/** The formats of reports, with the words of {@code --format}. */
public enum Format {
    TABLE,
    JSON,
    SARIF,
    JUNIT,
    MARKDOWN,
    HTML;

    /** The format of a word. */
    public static Optional<Format> of(String word) {
        for (Format format : values()) {
            if (format.word().equals(word)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** The word. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
