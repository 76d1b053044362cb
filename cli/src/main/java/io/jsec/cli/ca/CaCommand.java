package io.jsec.cli.ca;

/** A verb below {@code jsec ca} that was typed, with its options. */
interface CaCommand {
    /** Everything was done. */
    int OK = 0;

    /** A check found something, or what was asked for is against the rules. */
    int DENIED = 1;

    /** The host did not go along. */
    int FAILED = 2;

    /** The command line cannot be understood. */
    int USAGE = 3;

    /** Does it; the exit code. */
    int run();
}
