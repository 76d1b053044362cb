package io.jsec.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What jsec does on Debian's own kernel, booted in a virtual machine: cgroup v2, AppArmor, ext4.
 * The checks are the shell scripts in {@code cli/vm/tests}; each of their lines is a test here.
 */
@Tag("vm")
class StockKernelTest {
    private static final int MINUTES_MAX = 16;
    private static final int SKIPPED = 77;
    private static final Path ROOT =
            Path.of(Objects.requireNonNull(System.getProperty("jsec.root"), "jsec.root"));

    private static final boolean DOCKER = Files.isExecutable(Path.of("/usr/bin/docker"));

    @TempDir private Path temporary;

    private record Run(int exit, List<String> lines, String errors) {}

    private Run run(String... scripts) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ROOT.resolve("cli/vm/run").toString()));
        for (String script : scripts) {
            command.add(ROOT.resolve("cli/vm/tests").resolve(script).toString());
        }
        Path output = temporary.resolve("output");
        Path errors = temporary.resolve("errors");
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(output.toFile())
                        .redirectError(errors.toFile());
        String distribution = System.getProperty("jsec.dist");
        if (distribution != null) {
            builder.environment().put("JSEC_DIST", distribution);
        }
        Process process = builder.start();
        if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
            process.destroy();
            return fail("no end within %d minutes: %s", MINUTES_MAX, command);
        }
        Run run =
                new Run(
                        process.exitValue(),
                        Files.readAllLines(output, UTF_8),
                        Files.readString(errors, UTF_8));
        if (run.exit() == SKIPPED) {
            abort(run.lines().getLast().replaceFirst("^skip: ", ""));
        }
        return run;
    }

    private static void needDocker() {
        assumeTrue(DOCKER, "no-dockerd: docker.io is not installed, so there is no client");
    }

    private static DynamicTest test(String line) {
        String name = line.replaceFirst("^(not )?ok ", "").replaceFirst(":.*", "");
        return DynamicTest.dynamicTest(
                name.replace('-', '_'), () -> assertThat(line).startsWith("ok "));
    }

    /** One machine for all: a boot takes longer than most of the checks. */
    @TestFactory
    Stream<DynamicTest> the_road_and_the_engine_work_on_a_stock_kernel() throws Exception {
        List<String> scripts = new ArrayList<>(List.of("boot.sh", "road.sh"));
        if (DOCKER) {
            scripts.addAll(List.of("engine.sh", "engine-slots.sh"));
        }
        Run run = run(scripts.toArray(String[]::new));
        List<String> checks =
                run.lines().stream().filter(line -> line.matches("(not )?ok .*")).toList();

        assertThat(run.exit()).as("errors: %s", run.errors()).isIn(0, 1);
        assertThat(checks).as("output: %s", run.lines()).isNotEmpty();
        // Also a script that ends early, with all its lines good so far, is a failure.
        return Stream.concat(
                checks.stream().map(StockKernelTest::test),
                Stream.of(
                        DynamicTest.dynamicTest(
                                "all_scripts_ended_well",
                                () -> assertThat(run.exit()).as("%s", run.lines()).isZero()),
                        DynamicTest.dynamicTest(
                                "the_engine_has_a_client", StockKernelTest::needDocker)));
    }

    @Test
    void a_failing_check_fails_its_script_and_says_why() throws Exception {
        Path output = temporary.resolve("selftest");
        ProcessBuilder builder =
                new ProcessBuilder("sh", ROOT.resolve("cli/vm/tests/selftest.sh").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().put("JSEC_ROOT", ROOT.toString());

        assertThat(builder.start().waitFor()).isEqualTo(1);
        assertThat(Files.readAllLines(output, UTF_8))
                .filteredOn(line -> !line.startsWith("# "))
                .containsExactly(
                        "ok holds",
                        "not ok fails: status 1: because ",
                        "not ok differs: wanted 'one', got 'two'",
                        "not ok lacks: 'one' is not in 'two three'");
    }
}
