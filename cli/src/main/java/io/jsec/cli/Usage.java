package io.jsec.cli;

import io.jsec.cli.docker.DockerVerbs;
import java.io.PrintStream;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** The help texts: the list of verbs, and the options of one. */
final class Usage {
    private static final int WIDTH = 80;

    private Usage() {}

    /** Prints the list of verbs. */
    static void list(PrintStream out) {
        out.println("jsec: a hardened, rootless container engine and auditor");
        out.println();
        out.println("Usage: jsec VERB [options]");
        out.println();
        for (Verb verb : Verb.values()) {
            if (!verb.hidden() && !verb.docker()) {
                out.println("  " + pad(verb.word()) + verb.summary());
            }
        }
        out.println();
        out.println("Docker's verbs, in jsec [-H unix:///PATH] VERB:");
        StringBuilder line = new StringBuilder(" ");
        for (String path : DockerVerbs.paths()) {
            if (path.indexOf(' ') < 0) {
                line = append(line, path, out);
            }
        }
        for (String group : DockerVerbs.groups()) {
            line = append(line, group, out);
        }
        out.println(line);
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

    private static StringBuilder append(StringBuilder line, String word, PrintStream out) {
        StringBuilder longer = line;
        if (line.length() + word.length() > WIDTH) {
            out.println(line);
            longer = new StringBuilder(" ");
        }
        return longer.append(' ').append(word);
    }

    private static String pad(String word) {
        return word + " ".repeat(Math.max(1, 12 - word.length()));
    }
}
