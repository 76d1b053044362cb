package io.jsec.cli;

import io.jsec.engine.Foresight;
import io.jsec.launch.ContainerSpec;
import io.jsec.launch.DefaultDiff;
import io.jsec.launch.PlanCodec;
import io.jsec.launch.PlanDiff;
import io.jsec.launch.PlanJson;
import io.jsec.launch.PlanText;
import io.jsec.launch.Streams;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code jsec explain}: the plan of a container that is not run. No container is made, no slot is
 * leased; the id in the plan is a row of zeros.
 */
@Command(
        name = "explain",
        description = {
            "Print what run would do with the same words; run nothing and make no container.",
            "For an image it says on standard error what the engine's admission policy would"
                    + " refuse, narrow or warn of; exit status 1 where it refuses.",
            "--diff compares two plans: each a file written by --output plan=FILE, or the words of"
                    + " a run in quotes."
        })
final class ExplainCommand implements Callable<Integer> {
    @Option(
            names = "--diff",
            arity = "2",
            paramLabel = "PLAN",
            description = "Print the steps that two plans do not share.")
    List<String> diff = new ArrayList<>();

    @Option(
            names = "--diff-default",
            description = "Print what the words loosen and tighten, each with its rule.")
    boolean diffDefault;

    @Option(
            names = "--verdict",
            description =
                    "Say what the admission policy would, and print no plan. IMAGE may be any; what"
                            + " it brings itself is not looked at.")
    boolean verdict;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy to judge by, instead of the engine's policy.yaml.")
    Optional<String> policy = Optional.empty();

    @Mixin OutputOptions output = new OutputOptions();

    @Mixin RunOptions options = new RunOptions();

    @Mixin HelpOption help = new HelpOption();

    private final Environment environment;

    ExplainCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (!diff.isEmpty()) {
            return diff();
        }
        if (diffDefault) {
            return loosenings(prepare(options, environment).spec());
        }
        if (verdict) {
            return say(environment.out());
        }
        int printed = plan(prepare(options, environment));
        // A directory goes to no engine.
        return options.rootfs == null ? Math.max(printed, say(environment.err())) : printed;
    }

    /** What the policy says of the words; 1 where it refuses. */
    private int say(PrintStream to) {
        Foresight.Verdict said =
                new PolicyWords(options, environment).verdict(policy.map(environment::path));
        said.refused().forEach(to::println);
        said.told().forEach(to::println);
        return said.refused().isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }

    /** What {@code run} would start, compiled and verified. */
    static PreparedLaunch prepare(RunOptions options, Environment environment) {
        SpecReader reader = new SpecReader(options, environment);
        Places places = Places.here(environment);
        Source source = Source.of(options, environment, places.store());
        ContainerStore store = new ContainerStore(places.store());
        String id = ContainerId.PLACEHOLDER;
        Streams streams = Terminal.streams(options);
        ContainerSpec spec = reader.read(id, store.directory(id), source, streams);
        return PreparedLaunch.of(spec, HostReader.shown(places, spec, environment));
    }

    private int plan(PreparedLaunch launch) {
        new Report(
                        List.of("text", "json", "plan"),
                        format ->
                                switch (format) {
                                    case "json" ->
                                            Report.json("plan", PlanJson.data(launch.plan()));
                                    case "plan" ->
                                            new String(
                                                    PlanCodec.encode(launch.plan()),
                                                    StandardCharsets.ISO_8859_1);
                                    default -> PlanText.render(launch.plan());
                                })
                .print(output.format, output.outputs, environment);
        return ExitCode.OK;
    }

    private int loosenings(ContainerSpec spec) {
        new Report(
                        List.of("text", "json"),
                        format ->
                                format.equals("json")
                                        ? Report.json("plan-departures", PlanJson.departures(spec))
                                        : DefaultDiff.render(spec))
                .print(output.format, output.outputs, environment);
        return ExitCode.OK;
    }

    /** 0 for equal plans, 1 for others, as diff(1). */
    private int diff() {
        String text =
                PlanDiff.render(
                        SavedPlan.read(diff.getFirst(), environment),
                        SavedPlan.read(diff.getLast(), environment));
        new Report(List.of("text"), format -> text)
                .print(output.format, output.outputs, environment);
        return text.isEmpty() ? ExitCode.OK : ExitCode.FINDINGS;
    }
}
