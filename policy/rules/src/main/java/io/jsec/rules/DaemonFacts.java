package io.jsec.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of an engine, by the keys of {@code daemon.json}.
 *
 * @param target the file, or the engine
 * @param whole pointed at for what is absent
 * @param values by key; those of objects by their path: {@code log-opts.max-size}
 * @param problems what dockerd refuses
 */
public record DaemonFacts(
        Target target, SourceLocation whole, Map<String, Value> values, List<Evidence> problems)
        implements Facts {
    /** A value as it is written. */
    public sealed interface Value {
        /** Where. */
        SourceLocation at();

        /** A text or a number. */
        record Text(String text, SourceLocation at) implements Value {}

        /** True or false. */
        record Truth(boolean on, SourceLocation at) implements Value {}

        /** A list of texts. */
        record Texts(List<Located<String>> items, SourceLocation at) implements Value {
            /** Copies the list. */
            public Texts {
                items = List.copyOf(items);
            }
        }

        /** An object; its entries stand below their own keys. */
        record Table(SourceLocation at) implements Value {}
    }

    /** Copies the collections. */
    public DaemonFacts {
        values = Map.copyOf(values);
        problems = List.copyOf(problems);
    }

    /** A switch. */
    public Fact<Boolean> truth(String key) {
        return switch (values.get(key)) {
            case null -> Fact.absent(whole);
            case Value.Truth(boolean on, SourceLocation at) -> Fact.of(on, at);
            case Value other -> Fact.unknown(other.at() + ": " + key + " is no truth value");
        };
    }

    /** A text. */
    public Fact<String> text(String key) {
        return switch (values.get(key)) {
            case null -> Fact.absent(whole);
            case Value.Text(String text, SourceLocation at) -> Fact.of(text, at);
            case Value other -> Fact.unknown(other.at() + ": " + key + " is no text");
        };
    }

    /** The items of a list. */
    public Fact<List<Located<String>>> list(String key) {
        return switch (values.get(key)) {
            case null -> Fact.absent(whole);
            case Value.Texts(List<Located<String>> items, SourceLocation at) -> Fact.of(items, at);
            case Value other -> Fact.unknown(other.at() + ": " + key + " is no list");
        };
    }

    /** The items of a list; none where it is absent, or is no list. */
    public List<Located<String>> texts(String key) {
        return list(key).orElse(List.of());
    }

    /** Where a key stands. */
    public Optional<SourceLocation> place(String key) {
        return Optional.ofNullable(values.get(key)).map(Value::at);
    }
}
