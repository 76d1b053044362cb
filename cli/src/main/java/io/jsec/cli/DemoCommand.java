package io.jsec.cli;

import io.jsec.cli.setup.Setup;
import io.jsec.cli.setup.SetupException;
import io.jsec.cli.setup.SetupOptions;
import io.jsec.linux.Exec;
import io.jsec.linux.LinuxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code jsec demo}: the embedded probe in a hardened container. Root first gets the host set up,
 * after being asked; an ordinary user goes straight to the container.
 */
@Command(
        name = "demo",
        description =
                "Run the embedded probe in a hardened container; it reports from inside and tries"
                        + " what must be refused. Exit status 1: something was allowed.")
final class DemoCommand implements Callable<Integer> {
    @Option(
            names = {"-y", "--yes"},
            description = "Make the changes that are needed without asking.")
    boolean yes;

    @Option(names = "--format", paramLabel = "text|json", description = "The report's format.")
    String format = "text";

    @Mixin HelpOption help = new HelpOption();

    private final Environment environment;

    DemoCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (!List.of("text", "json").contains(format)) {
            throw CliException.refused(
                    Code.VALUE,
                    "--format " + format,
                    "the report has no such format",
                    "--format text|json");
        }
        Distribution distribution = Distribution.here();
        Setup setup = Setup.ofThisHost(distribution.home().toString());
        if (setup.root()) {
            prepare(setup);
            throw handOver(distribution);
        }
        note(setup);
        RunOptions options = new RunOptions();
        options.remove = true;
        options.words = probeWords();
        return new OneShotRun(environment)
                .start(new SpecReader(options, environment), options, OneShotRun.PIPES);
    }

    private List<String> probeWords() {
        return format.equals("json")
                ? List.of("jsec/probe", "--format", "json")
                : List.of("jsec/probe");
    }

    /** What root is asked once. */
    private void prepare(Setup setup) {
        List<String> missing = missing(setup);
        if (missing.isEmpty()) {
            return;
        }
        say(
                "Containers never run as root: jsec hands them to a user of its own. To that end it"
                        + " will, once:");
        missing.forEach(words -> say("  " + words));
        if (!yes && !agreed()) {
            throw CliException.refused(
                    Code.CONSENT,
                    "jsec demo",
                    "the changes above were not agreed to",
                    "jsec demo --yes, or jsec demo as an ordinary user");
        }
        try {
            setup.ensure(SetupOptions.defaults(), environment.err());
        } catch (SetupException e) {
            throw failed(e);
        }
    }

    /** What an ordinary user would gain; it stops nothing. */
    private void note(Setup setup) {
        try {
            if (!setup.missing(SetupOptions.defaults()).isEmpty()) {
                say(
                        "Container root is your own uid here (owner form). Ids of its own for each"
                                + " container come with: sudo jsec setup");
            }
        } catch (SetupException e) {
            say(String.valueOf(e.getMessage()));
        }
    }

    private List<String> missing(Setup setup) {
        try {
            return setup.missing(SetupOptions.defaults());
        } catch (SetupException e) {
            throw failed(e);
        }
    }

    private boolean agreed() {
        if (!Terminal.is(0)) {
            return false;
        }
        environment.err().print("Go on? [y/N] ");
        environment.err().flush();
        try {
            String answer =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                            .readLine();
            return answer != null && answer.strip().matches("[yY]|yes");
        } catch (IOException e) {
            return false;
        }
    }

    /** The start script changes to the user jsec; this process ends there. */
    private CliException handOver(Distribution distribution) {
        List<String> words = new ArrayList<>(List.of("jsec", "run", "--standalone", "--rm"));
        words.addAll(probeWords());
        try {
            throw Exec.replace(distribution.command(), words, environment.variables());
        } catch (LinuxException e) {
            return CliException.failed(
                    Code.DISTRIBUTION,
                    "starting " + distribution.command(),
                    String.valueOf(e.getMessage()),
                    "building the distribution again");
        }
    }

    private static CliException failed(SetupException e) {
        return CliException.failed(
                Code.SYSTEM_USER, "jsec setup", String.valueOf(e.getMessage()), "as it says");
    }

    private void say(String line) {
        environment.err().println(Printable.of(line));
        environment.err().flush();
    }
}
