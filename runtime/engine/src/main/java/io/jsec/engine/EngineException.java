package io.jsec.engine;

import java.util.List;
import java.util.Objects;

/**
 * What the engine says when it does not do what was asked: one kind, one sentence for people. Where
 * clients match dockerd's words, the sentence is dockerd's.
 */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Kind kind;

    private EngineException(Kind kind, String message) {
        super(message);
        this.kind = Objects.requireNonNull(kind);
    }

    private EngineException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
    }

    /** Which kind of no this is; the API maps each to one status. */
    public sealed interface Kind {
        /** There is no such object: 404. */
        record NotFound() implements Kind {}

        /** The object's state or name is in the way: 409. */
        record Conflict() implements Kind {}

        /** It is so already: 304, without a body. */
        record NotModified() implements Kind {}

        /** The request makes no sense: 400. */
        record BadParameter() implements Kind {}

        /**
         * The request makes sense and this engine does not do it: 400 for an option, 501 for a
         * whole endpoint.
         *
         * @param option as the user wrote it
         */
        record Unsupported(String option) implements Kind {}

        /**
         * Rules forbid it: 403.
         *
         * @param rules their ids, JSEC-C-nnn
         */
        record Forbidden(List<String> rules) implements Kind {
            /** Copies the list. */
            public Forbidden {
                rules = List.copyOf(rules);
            }
        }

        /** Something it needs is not there now: 503. */
        record Unavailable() implements Kind {}

        /** The host or the engine failed: 500. */
        record Internal() implements Kind {}
    }

    /** Which kind of no this is. */
    public Kind kind() {
        return kind;
    }

    /** The same kind of no in other words; the log has these too. */
    EngineException saying(String other) {
        return new EngineException(kind, other, this);
    }

    /** There is no such object. */
    public static EngineException notFound(String message) {
        return new EngineException(new Kind.NotFound(), message);
    }

    /** In dockerd's words. */
    public static EngineException noContainer(String ref) {
        return notFound("No such container: " + ref);
    }

    /** A container whose first process this engine did not find again. */
    static EngineException unknownProcess() {
        return unavailable(
                "the container's first process is not known since the engine started again;"
                        + " docker restart it, or use docker exec");
    }

    /** The object's state or name is in the way. */
    public static EngineException conflict(String message) {
        return new EngineException(new Kind.Conflict(), message);
    }

    /** It is so already. */
    public static EngineException notModified(String message) {
        return new EngineException(new Kind.NotModified(), message);
    }

    /** The request makes no sense. */
    public static EngineException badParameter(String message) {
        return new EngineException(new Kind.BadParameter(), message);
    }

    /** An option this engine does not do, why, and what to use instead. */
    public static EngineException unsupported(String option, String why, String instead) {
        return new EngineException(
                new Kind.Unsupported(option),
                option + " is not supported: " + why + ". Instead: " + instead);
    }

    /** A rule forbids it. */
    public static EngineException forbidden(String rule, String sentence) {
        return forbidden(List.of(rule), sentence);
    }

    /**
     * A rule forbids it, in the words that every refusal by a rule has.
     *
     * @param what was asked for
     * @param why it may not be, without a final stop
     * @param instead the way out
     */
    public static EngineException forbidden(String rule, String what, String why, String instead) {
        return new Admission.Denial(rule, what, why, instead).exception();
    }

    /** Several rules forbid it. */
    static EngineException forbidden(List<String> rules, String sentence) {
        return new EngineException(new Kind.Forbidden(rules), sentence);
    }

    /** Something it needs is not there now. */
    public static EngineException unavailable(String message) {
        return new EngineException(new Kind.Unavailable(), message);
    }

    /** The host or the engine failed. */
    public static EngineException internal(String message) {
        return new EngineException(new Kind.Internal(), message);
    }

    /** The host or the engine failed; the cause is for the log only. */
    public static EngineException internal(String message, Throwable cause) {
        return new EngineException(new Kind.Internal(), message, cause);
    }
}
