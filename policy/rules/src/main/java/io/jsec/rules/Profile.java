package io.jsec.rules;

/** How much of the catalogue is evaluated. */
public enum Profile {
    /** What is wrong by common consent. */
    STANDARD,
    /** Opinions too. */
    STRICT
}
