package io.jsec.cli;

import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The help texts: the list of verbs, and the options of one. */
final class Usage {
    private Usage() {}

    /** Prints the list of verbs. */
    static void list(PrintStream out) {
        out.println("jsec: a hardened, rootless container engine and auditor");
        out.println();
        out.println("Usage: jsec VERB [options]");
        out.println();
        for (Verb verb : Verb.values()) {
            if (!verb.hidden()) {
                out.println("  " + pad(verb.word()) + verb.summary());
            }
        }
        out.println();
        out.println("jsec help VERB prints the options of a verb.");
        out.flush();
    }

    /** Prints the options of a verb. */
    static void verb(CommandLine line, PrintStream out) {
        line.getCommandSpec().usageMessage().width(100).abbreviateSynopsis(true);
        line.usage(out, Help.Ansi.OFF);
        out.flush();
    }

    private static String pad(String word) {
        return word + " ".repeat(Math.max(1, 12 - word.length()));
    }
}
