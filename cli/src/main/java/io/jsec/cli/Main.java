package io.jsec.cli;

import io.jsec.linux.ProcessEnd;
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
        ProcessEnd.with(run(args));
    }

    /** Runs one command line, and gives its exit code. */
    static int run(String... args) {
        return new Verbs(Environment.ofProcess(List.of(args))).run(args);
    }
}
