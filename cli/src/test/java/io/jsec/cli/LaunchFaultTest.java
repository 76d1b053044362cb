package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The default launch with each of its system calls failing, one a time, in all its processes; and
 * with a kill of one of its processes before a call. Its processes run side by side, so the n-th
 * call is not the same in every launch; every n is tried.
 */
@Tag("kernel")
class LaunchFaultTest {
    private static final String USER = "jsectest";

    /** The default launch makes some 700. */
    private static final int CALLS_MIN = 400;

    private static final int CALLS_MAX = 3_000;

    /** A kill is tried before every so many calls. */
    private static final int KILL_STRIDE = 3;

    /** Docker's: the engine failed, the command cannot be executed, the command is not there. */
    private static final Set<Integer> FAILURES = Set.of(125, 126, 127);

    /** On a terminal each launch takes a program more. */
    private static final int TERMINAL_STRIDE = 7;

    private static final int KILLED = 137;
    private static final int NO_SPACE = 28;

    @TempDir Path directory = Path.of("/");

    @Test
    void every_call_that_fails_is_named_and_leaves_nothing() throws IOException {
        FaultyLaunch launch = new FaultyLaunch(directory, USER);
        launch.use(List.of());
        assertThat(failEveryCall(launch, FaultyLaunch.FAIL, "ran\n", List::of)).isEmpty();
    }

    @Test
    void every_call_that_fails_leaves_no_control_group() throws IOException {
        try (FaultyGroups groups = new FaultyGroups(USER)) {
            FaultyLaunch launch = new FaultyLaunch(directory, USER);
            launch.use(groups.steps());
            assertThat(failEveryCall(launch, FaultyLaunch.FAIL, "ran\n", groups::left)).isEmpty();
        }
    }

    @Test
    void every_call_of_a_launch_with_init_that_fails_is_named_and_leaves_nothing()
            throws IOException {
        FaultyLaunch launch = new FaultyLaunch(directory, USER, "--init");
        launch.use(List.of());
        assertThat(failEveryCall(launch, FaultyLaunch.FAIL, "ran\n", List::of)).isEmpty();
    }

    @Test
    void every_call_of_a_launch_with_a_terminal_that_fails_is_named_and_leaves_nothing()
            throws IOException {
        FaultyLaunch launch = new FaultyLaunch(directory, USER, "-t");
        launch.use(List.of());
        // EIO is how a pty ends.
        assertThat(failEveryCall(launch, NO_SPACE, "ran\r\n", List::of)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {FaultyLaunch.KILL_OUTER, FaultyLaunch.KILL_INNER, FaultyLaunch.KILL_CHILD})
    void a_kill_before_any_call_leaves_no_process_mount_or_control_group(int victim)
            throws IOException {
        try (FaultyGroups groups = new FaultyGroups(USER)) {
            FaultyLaunch launch = new FaultyLaunch(directory, USER, "--init");
            launch.use(groups.steps());
            assertThat(killEverywhere(launch, victim, "ran\n", groups::left)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                FaultyLaunch.KILL_OUTER,
                FaultyLaunch.KILL_INNER,
                FaultyLaunch.KILL_CHILD,
                FaultyLaunch.FAIL
            })
    void the_callers_terminal_is_as_before_whatever_is_killed_or_fails(int error)
            throws IOException {
        FaultyLaunch launch = new FaultyLaunch(directory, USER, "-it");
        launch.use(List.of());
        int count = launch.onTerminal(0, FaultyLaunch.FAIL).call().count();
        assertThat(count).isBetween(CALLS_MIN, CALLS_MAX);
        List<String> wrong = new ArrayList<>();
        for (int n = 1; n <= count; n += TERMINAL_STRIDE) {
            FaultyLaunch.Outcome outcome = launch.onTerminal(n, error);
            List<String> flaws = left(outcome, launch, List::of);
            if (!outcome.err().isEmpty()) {
                flaws.add("the terminal is not as before");
            }
            if (!flaws.isEmpty()) {
                wrong.add("call " + n + ": " + flaws + " " + outcome);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void the_errno_that_the_kernel_gave_is_told() throws IOException {
        FaultyLaunch launch = new FaultyLaunch(directory, USER);
        launch.use(List.of());
        // In the child, while it mounts: any call there ends the launch. The halves' own calls may
        // come between, at other numbers each time.
        int count = calls(launch, "ran\n");
        FaultyLaunch.Outcome outcome = launch.run(count / 2, NO_SPACE);
        for (int n = count / 2 + 1; n < count && !outcome.call().half().equals("child"); n++) {
            outcome = launch.run(n, NO_SPACE);
        }
        assertThat(outcome.call().half()).isEqualTo("child");
        assertThat(outcome.exit()).isEqualTo(125);
        assertThat(outcome.err()).contains(outcome.call().name() + "(").endsWith(": errno 28");
    }

    /** The control groups that are left. */
    private interface Groups {
        List<Path> left() throws IOException;
    }

    private static List<String> failEveryCall(
            FaultyLaunch launch, int error, String output, Groups groups) throws IOException {
        int count = calls(launch, output);
        List<String> wrong = new ArrayList<>();
        for (int n = 1; n <= count; n++) {
            FaultyLaunch.Outcome outcome = launch.run(n, error);
            List<String> flaws = left(outcome, launch, groups);
            if (launch.hasContainer()) {
                flaws.add("the container's directory is left");
            }
            if (outcome.exit() == 0) {
                if (!outcome.out().equals(output) || !outcome.err().isEmpty()) {
                    flaws.add("success, and the container did not run");
                }
            } else if (!FAILURES.contains(outcome.exit())) {
                flaws.add("the exit code is none of the engine's");
            } else if (!isNamed(outcome)) {
                flaws.add("the call is not named");
            }
            if (!flaws.isEmpty()) {
                wrong.add("call " + n + ": " + flaws + " " + outcome);
            }
        }
        return wrong;
    }

    private static List<String> killEverywhere(
            FaultyLaunch launch, int victim, String output, Groups groups) throws IOException {
        int count = calls(launch, output);
        List<String> wrong = new ArrayList<>();
        for (int n = 1; n <= count; n += KILL_STRIDE) {
            FaultyLaunch.Outcome outcome = launch.run(n, victim);
            List<String> flaws = left(outcome, launch, groups);
            if (!isToldOf(outcome, victim, output)) {
                flaws.add("who was killed is not told of");
            }
            // Killed before there was an inner half, nobody is left to remove what its caller made:
            // the next start does, by the directory's free lock.
            if (launch.hasContainer()
                    && !(victim == FaultyLaunch.KILL_OUTER && launch.isUntouched())) {
                flaws.add("the container's directory is left");
            }
            if (!flaws.isEmpty()) {
                wrong.add("kill before call " + n + ": " + flaws + " " + outcome);
            }
        }
        return wrong;
    }

    /** Success is success; else the exit code is the kernel's, or ours with a line of why. */
    private static boolean isToldOf(FaultyLaunch.Outcome outcome, int victim, String output) {
        if (victim == FaultyLaunch.KILL_OUTER) {
            return !outcome.call().fired() || outcome.exit() == KILLED;
        }
        return switch (outcome.exit()) {
            case 0 -> outcome.out().equals(output) && outcome.err().isEmpty();
            case KILLED -> victim == FaultyLaunch.KILL_CHILD;
            case 125 -> outcome.err().startsWith("jsec-launch: ");
            default -> false;
        };
    }

    private static List<String> left(
            FaultyLaunch.Outcome outcome, FaultyLaunch launch, Groups groups) throws IOException {
        List<String> flaws = new ArrayList<>();
        if (outcome.exit() == FaultyLaunch.LEFT) {
            flaws.add("a process is left");
        }
        if (outcome.exit() == FaultyLaunch.LATE) {
            flaws.add("the launch does not end");
        }
        List<Path> left = groups.left();
        if (!left.isEmpty()) {
            flaws.add("control groups are left: " + left);
        }
        if (!launch.mounts().isEmpty()) {
            flaws.add("mounts are left: " + launch.mounts());
        }
        return flaws;
    }

    /**
     * The last line says the call and on what, and the step where one was under way. The
     * container's own words may come before.
     */
    private static boolean isNamed(FaultyLaunch.Outcome outcome) {
        String line = outcome.err().substring(outcome.err().lastIndexOf('\n') + 1);
        String call = Pattern.quote(outcome.call().name());
        return line.matches(
                "jsec-launch: (step \\d+ \\(\\w+\\): )?" + call + "\\(.+\\): errno \\d+");
    }

    private static int calls(FaultyLaunch launch, String output) throws IOException {
        FaultyLaunch.Outcome outcome = launch.run(0, FaultyLaunch.FAIL);
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).isEqualTo(output);
        assertThat(outcome.exit()).isZero();
        assertThat(outcome.call().count()).isBetween(CALLS_MIN, CALLS_MAX);
        return outcome.call().count();
    }
}
