package io.jsec.ci;

/** A verb that was typed, with its options. */
interface CiCommand {
    /** Does it; the exit code. */
    int run();
}
