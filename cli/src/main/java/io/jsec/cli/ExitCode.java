package io.jsec.cli;

/** The exit codes of the command: Docker's for its verbs, the four of a checker for ours. */
final class ExitCode {
    /** Done, and nothing found. */
    static final int OK = 0;

    /** Findings at the threshold, a denial, or a check that failed. */
    static final int FINDINGS = 1;

    /** The question could not be evaluated. */
    static final int UNEVALUATED = 2;

    /** A command line of one of our own verbs that cannot be understood. */
    static final int USAGE = 3;

    /** A Docker verb: the engine failed, or the command line cannot be understood. */
    static final int ENGINE = 125;

    /** A Docker verb: the command was found and cannot be executed. */
    static final int NOT_EXECUTABLE = 126;

    /** A Docker verb: the command was not found. */
    static final int NOT_FOUND = 127;

    private ExitCode() {}
}
