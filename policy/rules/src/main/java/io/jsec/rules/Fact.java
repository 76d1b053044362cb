package io.jsec.rules;

import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * One setting of a target as it was found: set, not set, or not to be found out.
 *
 * @param <T> the setting's type
 */
public sealed interface Fact<T> {
    /**
     * The setting stands in the source.
     *
     * @param value its value
     * @param at where it stands
     */
    record Present<T>(T value, SourceLocation at) implements Fact<T> {}

    /**
     * The source was read and does not have the setting: its default holds.
     *
     * @param at where the setting would stand
     */
    record Absent<T>(SourceLocation at) implements Fact<T> {}

    /**
     * The source could not be read, or does not tell.
     *
     * @param why the reason in words, e.g. {@code /etc/docker/daemon.json: permission denied}
     */
    record Unknown<T>(String why) implements Fact<T> {}

    /** A setting that stands in the source. */
    static <T> Fact<T> of(T value, SourceLocation at) {
        return new Present<>(value, at);
    }

    /** A setting that the source does not have. */
    static <T> Fact<T> absent(SourceLocation at) {
        return new Absent<>(at);
    }

    /** A setting that could not be found out. */
    static <T> Fact<T> unknown(String why) {
        return new Unknown<>(why);
    }

    /** The same fact with its value changed. */
    default <R> Fact<R> map(Function<? super T, ? extends R> change) {
        return switch (this) {
            case Present<T>(T value, SourceLocation at) -> new Present<>(change.apply(value), at);
            case Absent<T>(SourceLocation at) -> new Absent<>(at);
            case Unknown<T>(String why) -> new Unknown<>(why);
        };
    }

    /** This fact, or another where this one is not set; what is unknown stays unknown. */
    default Fact<T> or(Supplier<Fact<T>> other) {
        return this instanceof Absent<T> ? other.get() : this;
    }

    /** The value, or what holds where nothing is set or known. */
    default T orElse(T other) {
        return this instanceof Present<T>(T value, SourceLocation at) ? value : other;
    }

    /** Whether the setting stands in the source. */
    default boolean isPresent() {
        return this instanceof Present<T>;
    }

    /**
     * Judges the value with its default filled in; what is unknown stays unknown.
     *
     * @param byDefault what holds where the setting is absent
     * @param rule the verdict over a value and the place to point at
     */
    default Verdict judge(T byDefault, BiFunction<T, SourceLocation, Verdict> rule) {
        return switch (this) {
            case Present<T>(T value, SourceLocation at) -> rule.apply(value, at);
            case Absent<T>(SourceLocation at) -> rule.apply(byDefault, at);
            case Unknown<T>(String why) -> new Verdict.Unknown(why);
        };
    }
}
