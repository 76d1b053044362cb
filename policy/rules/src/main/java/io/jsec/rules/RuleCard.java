package io.jsec.rules;

import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is said about a rule in reports, in {@code jsec policy rules} and in the documentation.
 *
 * @param id stable, never used twice: {@code JSEC-}, a letter for what is judged, three digits
 * @param title what is wrong when it fails, at most 80 characters, in our words
 * @param severity how bad
 * @param section where reports show it
 * @param strict whether it is an opinion, evaluated by {@code --profile strict} only
 * @param sees what it looks at and when it fails; one to three sentences
 * @param why what an attacker or an accident makes of it
 * @param fix what to do, as text or a command
 * @param example the mended setting as its author would write it, or empty
 * @param mappings ids of benchmarks and guides
 */
public record RuleCard(
        String id,
        String title,
        Severity severity,
        Section section,
        boolean strict,
        String sees,
        String why,
        String fix,
        String example,
        Map<Framework, List<String>> mappings) {
    private static final Pattern ID = Pattern.compile("[A-Z][A-Z0-9]{0,15}-[A-Z]{1,8}-[0-9]{3}");
    private static final int TITLE_CHARACTERS_MAX = 80;

    /** Copies, and refuses a card that leaves something unsaid. */
    public RuleCard {
        mappings = Map.copyOf(mappings);
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not a rule id: " + id);
        }
        if (title.isBlank() || title.length() > TITLE_CHARACTERS_MAX || title.endsWith(".")) {
            throw new IllegalArgumentException(id + ": title: " + title);
        }
        if (sees.isBlank() || why.isBlank() || fix.isBlank()) {
            throw new IllegalArgumentException(id + ": sees, why and fix are said");
        }
    }

    /** The ids of one benchmark or guide. */
    public List<String> ids(Framework framework) {
        return mappings.getOrDefault(framework, List.of());
    }

    /** The same card with another severity. */
    RuleCard with(Severity other) {
        return new RuleCard(id, title, other, section, strict, sees, why, fix, example, mappings);
    }

    /** A card to fill in. */
    public static Builder of(String id, Severity severity, Section section) {
        return new Builder(id, severity, section);
    }

    /** Fills in a card; each text is required but the example. */
    public static final class Builder {
        private final String id;
        private final Severity severity;
        private final Section section;
        private final Map<Framework, List<String>> mappings = new EnumMap<>(Framework.class);
        private @Nullable String title;
        private @Nullable String sees;
        private @Nullable String why;
        private @Nullable String fix;
        private String example = "";
        private boolean strict;

        private Builder(String id, Severity severity, Section section) {
            this.id = id;
            this.severity = severity;
            this.section = section;
        }

        /** What is wrong when it fails. */
        public Builder title(String text) {
            title = text;
            return this;
        }

        /** What it looks at. */
        public Builder sees(String text) {
            sees = text;
            return this;
        }

        /** What comes of it. */
        public Builder why(String text) {
            why = text;
            return this;
        }

        /** What to do. */
        public Builder fix(String text) {
            fix = text;
            return this;
        }

        /** How the mended setting is written. */
        public Builder example(String text) {
            example = text;
            return this;
        }

        /** Marks an opinion: evaluated by {@code --profile strict} only. */
        public Builder strict() {
            strict = true;
            return this;
        }

        /** Maps to a benchmark. */
        public Builder maps(Framework framework, String... ids) {
            mappings.put(framework, List.of(ids));
            return this;
        }

        /** The card. */
        public RuleCard build() {
            return new RuleCard(
                    id,
                    requireNonNull(title, id),
                    severity,
                    section,
                    strict,
                    requireNonNull(sees, id),
                    requireNonNull(why, id),
                    requireNonNull(fix, id),
                    example,
                    mappings);
        }
    }
}
