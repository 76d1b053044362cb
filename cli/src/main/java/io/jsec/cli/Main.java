package io.jsec.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The jsec command: the entry point of {@code bin/jsec}. */
@Command(name = "jsec", description = "A hardened, rootless container engine and auditor.")
public final class Main implements Callable<Integer> {
    private Main() {}

    /**
     * Runs one command line and ends the process with its exit code.
     *
     * @param args the words after {@code jsec}
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Command(name = "version", description = "Prints the version of jsec.")
    int version() {
        System.out.println("jsec 0.1.0");
        return 0;
    }

    @Override
    public Integer call() {
        CommandLine.usage(this, System.err);
        return 3;
    }
}
