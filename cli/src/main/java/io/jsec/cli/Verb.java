package io.jsec.cli;

import java.util.Optional;

/** The verbs of the command, in the order {@code jsec help} lists them. */
enum Verb {
    /** The embedded probe in a hardened container. */
    DEMO("demo", "Run the embedded probe in a hardened container.", false),
    /** A container. */
    RUN("run", "Run a command in a container.", true),
    /** The plan of a container. */
    EXPLAIN("explain", "Print what run would do, and run nothing.", false),
    /** The host's features. */
    DOCTOR("doctor", "Check what this host offers and what follows.", false),
    /** The removal of kept containers. */
    RM("rm", "Remove containers that were kept.", true),
    /** The audit of this host and its engines. */
    AUDIT("audit", "Judge this host, its engines and what they run.", false),
    /** The policy check of files. */
    POLICY("policy", "Judge Dockerfiles and other files, without an engine.", false),
    /** What an engine wrote down. */
    JOURNAL("journal", "Verify and show what an engine wrote down.", false),
    /** The private certificate authority. */
    CA("ca", "Keep a private CA: certificates for engines and their clients.", false),
    /** A client's certificate of another host's authority. */
    ENROLL("enroll", "Get or renew a client certificate of an engine's CA.", false),
    /** The engine, in the foreground. */
    DAEMON("daemon", "Serve the Docker Engine API on a unix socket.", false),
    /** The variables that lead docker to the engine. */
    ENV("env", "Print how docker finds this engine.", false),
    /** The host's preparation by root. */
    SETUP("setup", "Prepare this host once, as root.", false),
    /** The scripts for shells. */
    COMPLETION("completion", "Print the script that completes command lines.", false),
    /** The version. */
    VERSION("version", "Print the version.", true),
    /** This list. */
    HELP("help", "Print this list, or the options of a verb.", false),
    /** The sentence for a launch that failed; started by jsec-launch. */
    LAUNCH_FAILURE("launch-failure", "", true),
    /** The engine itself; started by jsec-launch. */
    ENGINE("engine", "", false),
    /** The manual pages; started by the build. */
    MAN_PAGES("man-pages", "", false);

    private final String word;
    private final String summary;
    private final boolean docker;

    Verb(String word, String summary, boolean docker) {
        this.word = word;
        this.summary = summary;
        this.docker = docker;
    }

    /** The verb a word names. */
    static Optional<Verb> of(String word) {
        for (Verb verb : values()) {
            if (verb.word.equals(word)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }

    /** The word as typed. */
    String word() {
        return word;
    }

    /** Whether docker has the verb too. */
    boolean docker() {
        return docker;
    }

    /** One line for the list. */
    String summary() {
        return summary;
    }

    /** Whether the verb is started by other programs of ours only. */
    boolean hidden() {
        return summary.isEmpty();
    }

    /** The exit code of a command line that cannot be understood. */
    int usageExit() {
        return docker ? ExitCode.ENGINE : ExitCode.USAGE;
    }

    /** The exit code of a refusal or failure: its own where it has one. */
    int exit(CliException e) {
        if (docker || e.exitCode() != ExitCode.ENGINE) {
            return e.exitCode();
        }
        return switch (e.code()) {
            case USAGE, VALUE, UNSUPPORTED -> ExitCode.USAGE;
            default -> ExitCode.UNEVALUATED;
        };
    }
}
