package io.jsec.cli;

import io.jsec.ci.CiLine;
import io.jsec.cli.ca.CaLine;
import io.jsec.cli.client.ClientException;
import io.jsec.cli.setup.SetupCommand;
import io.jsec.daemon.DaemonConfig;
import io.jsec.launch.RefusedException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * From the words of a command line to an exit code. Only the verb that was typed is known to the
 * parser: describing all of them would cost more than half of the start.
 */
final class Verbs {
    private final Environment environment;

    Verbs(Environment environment) {
        this.environment = environment;
    }

    /** Runs one command line; every failure is one line on standard error. */
    int run(String[] args) {
        if (args.length == 0) {
            Usage.list(environment.err());
            return ExitCode.USAGE;
        }
        String word = args[0];
        if (word.equals("--version") || word.equals("-v")) {
            return call(Verb.VERSION, new VersionCommand(environment));
        }
        if (word.equals("--help") || word.equals("-h")) {
            word = Verb.HELP.word();
        } else if (DockerCommand.concerns(word)) {
            return docker(List.of(args));
        }
        Verb verb = Verb.of(word).orElse(null);
        if (verb == null) {
            return report(unknown(word), ExitCode.USAGE);
        }
        try {
            return run(verb, Arrays.copyOfRange(args, 1, args.length));
        } catch (CliException e) {
            return report(e, verb.exit(e));
        }
    }

    private int docker(List<String> words) {
        DockerCommand command =
                new DockerCommand(
                        environment, (verb, rest) -> run(verb, rest.toArray(new String[0])));
        try {
            return command.run(words);
        } catch (CliException e) {
            return report(e, e.exitCode());
        } catch (ClientException e) {
            line(String.valueOf(e.getMessage()));
            return ExitCode.ENGINE;
        } catch (RuntimeException e) {
            return bug(Verb.RUN, String.join(" ", words), e);
        }
    }

    private int run(Verb verb, String[] args) {
        if (verb == Verb.POLICY || verb == Verb.AUDIT) {
            List<String> words = new ArrayList<>(List.of(verb.word()));
            words.addAll(List.of(args));
            return new CiLine(environment.ci()).run(words.toArray(String[]::new));
        }
        if (verb == Verb.CA || verb == Verb.ENROLL) {
            return ca(verb, args);
        }
        CommandLine line = parser(verb, command(verb));
        try {
            line.parseArgs(args);
        } catch (ParameterException e) {
            return report(usage(verb, e), verb.usageExit());
        }
        CommandLine asked = asked(line);
        if (asked.isUsageHelpRequested()) {
            Usage.verb(asked, environment.out());
            return ExitCode.OK;
        }
        if (line.isVersionHelpRequested()) {
            return call(Verb.VERSION, command(Verb.VERSION));
        }
        return call(verb, asked.getCommand());
    }

    /** The verb, or the word below it that was typed. */
    private static CommandLine asked(CommandLine line) {
        ParseResult result = line.getParseResult();
        if (!result.hasSubcommand()) {
            return line;
        }
        if (!result.matchedOptions().isEmpty()) {
            String option = result.matchedOptions().getFirst().longestName();
            String words = line.getCommandName() + " " + result.subcommand().commandSpec().name();
            throw CliException.refused(
                    Code.USAGE, option, "it stands before " + words, words + " --help");
        }
        return result.subcommand().asCommandLineList().getLast();
    }

    private int ca(Verb verb, String[] args) {
        CaLine line = new CaLine(environment.ca());
        try {
            return verb == Verb.CA ? line.run(args) : line.runEnroll(args);
        } catch (RuntimeException e) {
            // Not the words: a token may be among them.
            return bug(verb, verb.word(), e);
        }
    }

    private int call(Verb verb, Callable<Integer> command) {
        try {
            return command.call();
        } catch (CliException e) {
            return report(e, verb.exit(e));
        } catch (RefusedException e) {
            e.refusals().forEach(refusal -> line(refusal.sentence()));
            return verb.usageExit();
        } catch (Exception e) {
            return bug(verb, verb.word(), e);
        }
    }

    private int bug(Verb verb, String words, Exception e) {
        CliException bug =
                CliException.failed(
                        Code.BUG,
                        "jsec " + words,
                        "a bug of jsec (" + e + ")",
                        "report it with the output of JSEC_TRACE=1 jsec " + words);
        if (environment.variable("JSEC_TRACE").isPresent()) {
            e.printStackTrace(environment.err());
        }
        return report(bug, verb.exit(bug));
    }

    /** A new command object of a verb. */
    Callable<Integer> command(Verb verb) {
        return switch (verb) {
            case DEMO -> new DemoCommand(environment);
            case POLICY, AUDIT ->
                    throw new IllegalStateException("io.jsec.ci parses " + verb.word());
            case CA, ENROLL ->
                    throw new IllegalStateException("io.jsec.cli.ca parses " + verb.word());
            case DAEMON -> new DaemonCommand(environment);
            case JOURNAL -> new JournalCommand(environment);
            case ENV -> new EnvCommand(environment);
            case ENGINE -> new EngineCommand(environment);
            case SETUP -> new SetupCommand(EnginePlaces.ofUser(environment).policy());
            case RUN -> new RunCommand(environment);
            case EXPLAIN -> new ExplainCommand(environment);
            case DOCTOR -> new DoctorCommand(environment);
            case RM -> new RmCommand(environment);
            case COMPLETION -> new CompletionCommand(environment);
            case VERSION -> new VersionCommand(environment);
            case HELP -> new HelpCommand(environment);
            case LAUNCH_FAILURE -> new LaunchFailureCommand(environment);
            case MAN_PAGES -> new ManPagesCommand(environment);
        };
    }

    /** The parser of a verb, for its help text and manual page. */
    CommandLine described(Verb verb) {
        CommandLine line =
                switch (verb) {
                    case POLICY -> new CiLine(environment.ci()).policy();
                    case AUDIT -> new CiLine(environment.ci()).audit();
                    case CA -> new CaLine(environment.ca()).parser();
                    case ENROLL -> new CaLine(environment.ca()).enroll();
                    default -> parser(verb, command(verb));
                };
        line.setCommandName("jsec " + verb.word());
        return line;
    }

    /** The parser of one verb, with Docker's habits. */
    static CommandLine parser(Verb verb, Object command) {
        CommandLine line = new CommandLine(command);
        if (command instanceof JournalCommand journal) {
            journal.addTo(line);
        }
        if (command instanceof DaemonCommand daemon) {
            daemon.below().forEach(line::addSubcommand);
        }
        line.setCommandName("jsec " + verb.word());
        line.setStopAtPositional(true);
        line.setOverwrittenOptionsAllowed(true);
        line.setAllowOptionsAsOptionParameters(true);
        line.setAllowSubcommandsAsOptionParameters(true);
        line.setExpandAtFiles(false);
        line.setInterpolateVariables(false);
        line.setTrimQuotes(false);
        return line;
    }

    private int report(CliException e, int exit) {
        line(String.valueOf(e.getMessage()));
        return exit;
    }

    private void line(String text) {
        environment.err().println(Printable.of(text));
        environment.err().flush();
    }

    private static CliException unknown(String word) {
        return CliException.refused(
                Code.USAGE, "jsec " + word, "there is no such verb", "jsec help");
    }

    private static CliException usage(Verb verb, ParameterException e) {
        String help = "jsec help " + verb.word();
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(verb, unmatched.getUnmatched(), e.getCommandLine(), help);
        }
        String why = String.valueOf(e.getMessage());
        if (e instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
            why =
                    "a value is missing: "
                            + why.toLowerCase(Locale.ROOT).charAt(0)
                            + why.substring(1);
        }
        return CliException.refused(Code.USAGE, "jsec " + verb.word(), why, help);
    }

    private static CliException unmatched(
            Verb verb, List<String> arguments, CommandLine line, String help) {
        String first = arguments.isEmpty() ? "" : arguments.getFirst();
        if (verb == Verb.RUN || verb == Verb.EXPLAIN) {
            RefusedOptions.Row row = RefusedOptions.find(first, shorts(line)).orElse(null);
            if (row != null) {
                return CliException.refused(Code.UNSUPPORTED, row.name(), row.why(), row.instead());
            }
        }
        if (verb == Verb.DAEMON && first.startsWith("--")) {
            String key = first.substring(2).split("=", 2)[0];
            String sentence = DaemonConfig.sentence(key).orElse("");
            if (!sentence.isEmpty()) {
                return CliException.refused(Code.UNSUPPORTED, "--" + key, sentence, help);
            }
        }
        String kind = first.startsWith("-") ? "there is no such option" : "it is one word too many";
        return CliException.refused(Code.USAGE, "jsec " + verb.word() + " " + first, kind, help);
    }

    private static String shorts(CommandLine line) {
        StringBuilder letters = new StringBuilder();
        for (String name : line.getCommandSpec().optionsMap().keySet()) {
            if (name.length() == 2) {
                letters.append(name.charAt(1));
            }
        }
        return letters.toString();
    }
}
