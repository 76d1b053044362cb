package io.jsec.cli;

import java.util.List;

/** The jsec command: the entry point of {@code bin/jsec}. */
public final class Main {
    private Main() {}

    /**
     * Runs one command line and ends the process with its exit code.
     *
     * @param args the words after {@code jsec}
     */
    public static void main(String[] args) {
        int code = run(args);
        if (judges(args)) {
            // Nothing of theirs waits for the end of the process, and Java's own way to it looks
            // through every jar for who keeps a log of exits.
            System.out.flush();
            System.err.flush();
            Runtime.getRuntime().halt(code);
        }
        System.exit(code);
    }

    private static boolean judges(String... args) {
        List<String> verbs = List.of(Verb.AUDIT.word(), Verb.POLICY.word());
        return args.length > 0 && verbs.contains(args[0]);
    }

    /** Runs one command line, and gives its exit code. */
    static int run(String... args) {
        return new Verbs(Environment.ofProcess(List.of(args))).run(args);
    }
}
