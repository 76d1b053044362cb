package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.launch.LaunchPlan;
import io.jsec.launch.PlanCodec;
import io.jsec.launch.Step;
import io.jsec.linux.Fd;
import io.jsec.linux.Memfd;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LaunchFailureCommandTest {
    private static final LaunchPlan PLAN =
            new LaunchPlan(
                    List.of(
                            new Step.PivotRoot(),
                            new Step.Exec(List.of("frob"), List.of(), "/", 0)));

    private final Screen screen = new Screen();

    @Test
    void a_command_that_is_not_there_exits_127() {
        assertThat(fail(1, 22, "execve", 2, "frob")).isEqualTo(127);
        assertThat(screen.err())
                .isEqualTo(
                        "JSEC-C-033 exec: \"frob\" failed: executable file not found in $PATH"
                                + " [execve(frob): ENOENT (2)]. Instead: a command that is in the"
                                + " root file system\n");
    }

    @Test
    void a_command_that_cannot_be_executed_exits_126() {
        assertThat(fail(1, 22, "execve", 13, "frob")).isEqualTo(126);
    }

    @Test
    void any_other_step_exits_125() {
        assertThat(fail(0, 12, "pivot_root", 22, "")).isEqualTo(125);
        assertThat(screen.err()).contains("entering the root file system failed");
    }

    @ParameterizedTest
    @CsvSource({"5,22", "1,12", "4294967295,0", "-1,0"})
    void a_step_that_is_not_in_the_plan_is_the_launchers_own_failure(long step, long code) {
        assertThat(fail(step, code, "clone3", 1, "")).isEqualTo(125);
        assertThat(screen.err()).contains("making jsec's own namespaces failed");
    }

    @Test
    void a_missing_newuidmap_is_named_with_its_package() {
        assertThat(fail(4294967295L, 0, "newuidmap", 2, "/usr/bin/newuidmap")).isEqualTo(125);
        assertThat(screen.err()).contains("Instead: apt install uidmap");
    }

    @Test
    void a_plan_that_cannot_be_read_still_gives_a_sentence() {
        try (Fd fd = Memfd.sealed("plan", new byte[] {1, 2, 3})) {
            assertThat(run(fd, 0, 12, "pivot_root", 22, "")).isEqualTo(125);
        }
        assertThat(screen.err()).contains("starting the container failed");
    }

    @Test
    void a_plan_that_the_launcher_refuses_is_said_so() {
        assertThat(fail(4294967295L, 0, "plan", 0, "another version")).isEqualTo(125);
        assertThat(screen.err()).contains("its bytes are damaged: another version");
    }

    @Test
    void what_the_container_says_cannot_move_the_cursor() {
        fail(1, 22, "execve", 2, "a\u001b[2Jb\nc");
        assertThat(screen.err()).doesNotContain("\u001b").hasLineCount(1);
    }

    private int fail(long step, long code, String call, int errno, String text) {
        try (Fd fd = Memfd.sealed("plan", PlanCodec.encode(PLAN))) {
            return run(fd, step, code, call, errno, text);
        }
    }

    private int run(Fd fd, long step, long code, String call, int errno, String text) {
        return screen.run(
                "launch-failure",
                "--plan-fd",
                Integer.toString(fd.number()),
                "--step",
                Long.toString(step),
                "--code",
                Long.toString(code),
                "--call",
                call,
                "--errno",
                Integer.toString(errno),
                "--text",
                text);
    }
}
