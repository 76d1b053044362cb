package io.jsec.rules;

import java.util.Map;

/**
 * One volume of an engine, or of a compose file.
 *
 * @param target the volume by its name
 * @param whole the place of the volume as a whole
 * @param driver e.g. {@code local}
 * @param options of its driver, by name; {@code type}, {@code device} and {@code o} of {@code
 *     local} are those of mount(8)
 */
public record VolumeFacts(
        Target target,
        SourceLocation whole,
        Fact<String> driver,
        Map<String, Located<String>> options)
        implements Facts {
    /** Copies the map. */
    public VolumeFacts {
        options = Map.copyOf(options);
    }
}
