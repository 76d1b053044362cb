package io.jsec.dockerfile;

import java.util.Optional;

/**
 * A flag of an instruction: {@code --from=build}.
 *
 * @param name with its dashes
 * @param value after the equals sign, quotes removed; empty without one
 * @param span all of it
 */
public record Flag(String name, Optional<Text> value, Span span) {
    /** The value's characters, or none. */
    public String text() {
        return value.map(Text::value).orElse("");
    }
}
