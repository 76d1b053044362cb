package io.jsec.cli;

import io.jsec.launch.LaunchPlan;
import io.jsec.launch.PlanCodec;
import io.jsec.launch.PlanFormatException;
import io.jsec.launch.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code jsec launch-failure}: what jsec-launch becomes when a step fails, so that a person reads a
 * sentence and not an error number. The plan is read for its words only; nothing of it is done.
 */
@Command(name = "launch-failure", description = "Say in a sentence why a launch failed.")
final class LaunchFailureCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

    @Option(names = "--plan-fd", description = "The descriptor of the plan.")
    int planFd = -1;

    @Option(names = "--step", description = "The index of the step that failed.")
    long step = -1;

    @Option(names = "--code", description = "The step's code.")
    long code;

    @Option(names = "--call", description = "The call that failed.")
    String call = "";

    @Option(names = "--errno", description = "Its error number.")
    int errno;

    @Option(names = "--text", description = "What it was called on.")
    String text = "";

    private final Environment environment;

    LaunchFailureCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        environment.out().flush();
        LaunchFailure failure = new LaunchFailure(call, errno, text);
        Optional<Step> failed = failedStep();
        throw failed.map(found -> StepSentences.of(found, failure))
                .orElseGet(() -> LauncherSentences.of(failure));
    }

    /** The step, if the plan can be read and holds it; else the failure is the launcher's own. */
    private Optional<Step> failedStep() {
        if (call.equals("plan") || planFd < 0 || step < 0 || step >= LaunchPlan.STEPS_MAX) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Files.readAllBytes(Path.of("/proc/self/fd/" + planFd));
            LaunchPlan plan = PlanCodec.decode(bytes);
            return plan.steps().stream()
                    .skip(step)
                    .findFirst()
                    .filter(found -> found.code() == code);
        } catch (IOException | PlanFormatException e) {
            return Optional.empty();
        }
    }
}
