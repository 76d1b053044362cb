package io.jsec.cli;

import io.jsec.cli.docker.DockerVerb;
import io.jsec.cli.docker.DockerVerbs;
import io.jsec.cli.docker.Flag;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A manual page in man(7)'s macros, from what the parser knows about a verb. */
final class ManPage {
    private ManPage() {}

    /** The page {@code jsec.1}: the list of verbs. */
    static String overview() {
        StringBuilder page = head("jsec", "hardened, rootless container engine and auditor");
        page.append(".SH SYNOPSIS\n.B jsec\n.I VERB\n[options]\n.SH VERBS\n");
        for (Verb verb : Verb.values()) {
            if (!verb.hidden() && !verb.docker()) {
                page.append(".TP\n.BR jsec\\-").append(roff(verb.word())).append(" (1)\n");
                page.append(roff(verb.summary())).append('\n');
            }
        }
        for (String path : DockerVerbs.paths()) {
            DockerVerb verb = DockerVerbs.of(path).orElseThrow();
            page.append(".TP\n.BR jsec\\-").append(roff(path.replace(' ', '-')));
            page.append(" (1)\n").append(roff(verb.help())).append('\n');
        }
        return page.append(exits()).toString();
    }

    /** The page of one verb, or of a word below one: {@code policy-check}. */
    static String of(String name, String summary, CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        StringBuilder page = head("jsec-" + name, summary);
        page.append(".SH SYNOPSIS\n.B jsec ")
                .append(roff(name.replace('-', ' ')))
                .append("\n[options]");
        for (PositionalParamSpec word : spec.positionalParameters()) {
            page.append(' ').append(roff(word.paramLabel()));
        }
        page.append("\n.SH DESCRIPTION\n");
        for (String sentence : spec.usageMessage().description()) {
            page.append(roff(sentence)).append('\n');
        }
        page.append(".SH OPTIONS\n");
        for (OptionSpec option : spec.options()) {
            if (!option.hidden()) {
                page.append(".TP\n.B ").append(roff(String.join(", ", option.names())));
                if (option.arity().max() > 0) {
                    page.append(" \\fI").append(roff(option.paramLabel())).append("\\fR");
                }
                page.append('\n').append(roff(String.join(" ", option.description()))).append('\n');
            }
        }
        return page.append(exits()).toString();
    }

    /** The page of one of docker's verbs. */
    static String of(DockerVerb verb) {
        StringBuilder page = head("jsec-" + verb.path().replace(' ', '-'), verb.help());
        page.append(".SH SYNOPSIS\n.B jsec ").append(roff(verb.path())).append("\n[options] ");
        page.append(roff(verb.arguments())).append("\n.SH DESCRIPTION\n");
        page.append(roff(verb.help())).append('\n');
        page.append(verb.flags().isEmpty() ? "" : ".SH OPTIONS\n");
        for (Flag flag : verb.flags()) {
            page.append(".TP\n.B ").append(roff(String.join(", ", flag.typed())));
            if (!flag.label().isEmpty()) {
                page.append(" \\fI").append(roff(flag.label())).append("\\fR");
            }
            page.append('\n').append(roff(flag.help())).append('\n');
        }
        return page.append(exits()).toString();
    }

    private static StringBuilder head(String name, String summary) {
        return new StringBuilder(4_096)
                .append(".TH ")
                .append(roff(name.toUpperCase(java.util.Locale.ROOT)))
                .append(" 1 \"\" \"jsec ")
                .append(VersionCommand.VERSION)
                .append("\"\n.SH NAME\n")
                .append(roff(name))
                .append(" \\- ")
                .append(roff(summary))
                .append('\n');
    }

    private static String exits() {
        return """
        .SH EXIT STATUS
        Verbs that Docker has too: the container's status, 125 for the engine or the command line,
        126 for a command that cannot be executed, 127 for one that is not there.
        The others: 0 good, 1 findings, 2 could not be evaluated, 3 usage.
        """;
    }

    private static String roff(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
