package io.jsec.rules;

/** Everything that is known of one target, as typed values with their places. */
public interface Facts {
    /** The target. */
    Target target();
}
