package io.jsec.ci;

import io.jsec.audit.PolicyException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * From the words of a command line to an exit code; every failure is one line on standard error.
 */
public final class CiLine {
    private static final int NOT_EVALUATED = 2;
    private static final int USAGE = 3;
    private static final List<String> POLICY = List.of("check", "rules", "test", "init");

    private final CiEnvironment environment;

    /** A command line of a process. */
    public CiLine(CiEnvironment environment) {
        this.environment = environment;
    }

    /**
     * The parser of a command line: of the verb that it begins with, else of all. Describing what
     * was not typed would be a tenth of a start.
     */
    CommandLine parser(String... args) {
        List<String> words = List.of(args);
        boolean audit = !words.isEmpty() && words.getFirst().equals("audit");
        boolean policy = !words.isEmpty() && words.getFirst().equals("policy");
        CommandLine line = new CommandLine(new RootCommand());
        if (!audit) {
            line.addSubcommand("policy", policy(policy && words.size() > 1 ? words.get(1) : ""));
        }
        if (!policy) {
            boolean diff = words.contains("diff") || words.contains("--help");
            line.addSubcommand("audit", audit(!audit || diff));
        }
        line.setExpandAtFiles(false);
        line.setInterpolateVariables(false);
        line.setTrimQuotes(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    /** The parser of {@code audit}. */
    public CommandLine audit() {
        return audit(true);
    }

    /** Without {@code diff} where it was neither typed nor would be listed. */
    private CommandLine audit(boolean diff) {
        CommandLine line = new CommandLine(new AuditCommand(environment));
        if (diff) {
            line.addSubcommand("diff", new DiffCommand(environment));
        }
        return line;
    }

    /** The parser of {@code policy}. */
    public CommandLine policy() {
        return policy("");
    }

    /** With the verb that was typed alone, where it is one, else with all. */
    private CommandLine policy(String typed) {
        CommandLine line = new CommandLine(new PolicyCommand());
        boolean all = !POLICY.contains(typed);
        for (String name : POLICY) {
            if (all || typed.equals(name)) {
                line.addSubcommand(name, policyCommand(name));
            }
        }
        return line;
    }

    private CiCommand policyCommand(String name) {
        return switch (name) {
            case "check" -> new CheckCommand(environment);
            case "rules" -> new RulesCommand(environment);
            case "test" -> new TestCommand(environment);
            case "init" -> new InitCommand(environment);
            default -> throw new IllegalArgumentException(name);
        };
    }

    /**
     * Runs one command line.
     *
     * @param args the verb and what follows
     * @return the exit code
     */
    public int run(String... args) {
        CommandLine line = parser(args);
        CommandLine.ParseResult parsed;
        try {
            parsed = line.parseArgs(args);
        } catch (ParameterException e) {
            String verb = e.getCommandLine().getCommandSpec().qualifiedName(" ");
            return sentence(
                    verb + " refused: " + e.getMessage() + ". Instead: " + verb + " --help", USAGE);
        }
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        CommandLine last = parsed.commandSpec().commandLine();
        if (parsed.isUsageHelpRequested() || !(last.getCommand() instanceof CiCommand command)) {
            last.getCommandSpec().usageMessage().width(100);
            last.usage(parsed.isUsageHelpRequested() ? environment.out() : environment.err());
            return parsed.isUsageHelpRequested() ? 0 : USAGE;
        }
        try {
            return command.run();
        } catch (PolicyException e) {
            return sentence(String.valueOf(e.getMessage()), USAGE);
        } catch (RuntimeException e) {
            if (environment.variables().containsKey("JSEC_TRACE")) {
                e.printStackTrace(environment.err());
            }
            return sentence(
                    "jsec failed: a bug of jsec ("
                            + e
                            + "). Instead: report it with the output of"
                            + " JSEC_TRACE=1",
                    NOT_EVALUATED);
        }
    }

    private int sentence(String text, int exit) {
        environment.err().println(text.replaceAll("\\p{Cntrl}", " "));
        environment.err().flush();
        return exit;
    }
}
