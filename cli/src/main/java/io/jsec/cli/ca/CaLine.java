package io.jsec.cli.ca;

import io.jsec.ca.CaException;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** From the words after {@code jsec ca} to an exit code; every failure is one line. */
public final class CaLine {
    /** What was asked for is against the rules. */
    static final String REFUSED = "JSEC-C-050";

    /** The host did not go along. */
    static final String FAILED = "JSEC-C-051";

    private final CaEnvironment environment;

    /** A command line of a process. */
    public CaLine(CaEnvironment environment) {
        this.environment = environment;
    }

    /** The parser with every verb, for help, manual pages and completion too. */
    public CommandLine parser() {
        CommandLine line = new CommandLine(new TopCommand());
        line.addSubcommand("init", new InitCommand(environment));
        line.addSubcommand("issue", new IssueCommand(environment));
        line.addSubcommand("renew", new RenewCommand(environment));
        line.addSubcommand("revoke", new RevokeCommand(environment));
        line.addSubcommand("list", new ListCommand(environment));
        line.addSubcommand("inspect", new InspectCommand(environment));
        line.addSubcommand("crl", new CrlCommand(environment));
        line.addSubcommand("rotate", new RotateCommand(environment));
        line.addSubcommand("check", new CheckCommand(environment));
        line.addSubcommand("export", new ExportCommand(environment));
        line.addSubcommand("token", new TokenCommand(environment));
        return named(line, "jsec ca");
    }

    /** The parser of {@code jsec enroll}. */
    public CommandLine enroll() {
        return named(new CommandLine(new EnrollCommand(environment)), "jsec enroll");
    }

    private static CommandLine named(CommandLine line, String name) {
        line.setCommandName(name);
        line.setExpandAtFiles(false);
        line.setInterpolateVariables(false);
        line.setTrimQuotes(false);
        return line;
    }

    /**
     * Runs one command line.
     *
     * @param args the words after {@code jsec ca}
     * @return the exit code
     */
    public int run(String... args) {
        return run(parser(), args);
    }

    /** Runs the words after {@code jsec enroll}. */
    public int runEnroll(String... args) {
        return run(enroll(), args);
    }

    private int run(CommandLine line, String... args) {
        CommandLine.ParseResult parsed;
        try {
            parsed = line.parseArgs(args);
        } catch (ParameterException e) {
            String verb = e.getCommandLine().getCommandSpec().qualifiedName(" ");
            return report(
                    LineException.usage(verb, String.valueOf(e.getMessage()), verb + " --help"));
        }
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        CommandLine last = parsed.commandSpec().commandLine();
        boolean asked = parsed.isUsageHelpRequested();
        if (asked || !(last.getCommand() instanceof CaCommand command)) {
            last.getCommandSpec().usageMessage().width(100);
            last.usage(asked ? environment.out() : environment.err(), CommandLine.Help.Ansi.OFF);
            return asked ? CaCommand.OK : CaCommand.USAGE;
        }
        return guarded(command::run);
    }

    private int guarded(Supplier<Integer> work) {
        try {
            return work.get();
        } catch (LineException e) {
            return report(e);
        } catch (CaException e) {
            return switch (e.kind()) {
                case REFUSED -> sentence(REFUSED + " " + e.getMessage(), CaCommand.DENIED);
                case FAILED -> sentence(FAILED + " " + e.getMessage(), CaCommand.FAILED);
            };
        }
    }

    private int report(LineException e) {
        return sentence(String.valueOf(e.getMessage()), e.exit());
    }

    private int sentence(String text, int exit) {
        environment.err().println(text.replaceAll("\\p{Cntrl}", " "));
        environment.err().flush();
        return exit;
    }
}
