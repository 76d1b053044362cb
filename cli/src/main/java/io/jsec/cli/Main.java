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
        System.exit(new Verbs(Environment.ofProcess(List.of(args))).run(args));
    }
}
