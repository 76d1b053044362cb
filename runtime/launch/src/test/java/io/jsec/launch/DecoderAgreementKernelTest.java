package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.linux.Exec;
import io.jsec.linux.Fd;
import io.jsec.linux.Memfd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The two readers of the wire form, ours and the launcher's, hold each other to it. */
@Tag("kernel")
class DecoderAgreementKernelTest {
    private static final int PLANS = 20;
    private static final Path LAUNCHER = Path.of("target", "bin", "jsec-launch").toAbsolutePath();

    private static final Pattern FRAME =
            Pattern.compile(
                    "ends early|left over|list of|field of|its NUL|NUL within|longer than"
                            + "|empty path|reserved|no plan|version|differs|too many"
                            + "|unknown step|shorter");

    @TempDir Path directory;

    /** The JVM that becomes the launcher's {@code check}. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            byte[] bytes = Files.readAllBytes(Path.of(arguments[0]));
            try (Fd memory = Memfd.sealed("jsec-plan", bytes)) {
                memory.closeOnExec(false);
                List<String> words =
                        List.of(
                                "jsec-launch",
                                "check",
                                "--plan-fd",
                                Integer.toString(memory.number()));
                throw Exec.replace(LAUNCHER, words, Map.of());
            }
        }
    }

    @Test
    void the_launcher_takes_every_sampled_plan() throws Exception {
        for (long seed = 0; seed < PLANS; seed++) {
            PlanSamples samples = PlanSamples.onPaper(seed);
            LaunchPlan plan = PlanCompiler.compile(samples.next(), samples.host());
            assertThat(check(PlanCodec.encode(plan))).as("seed %d", seed).isEqualTo("0 ");
        }
    }

    @Test
    void the_launcher_takes_a_plan_with_a_profile_and_knows_a_damaged_name() throws Exception {
        LaunchPlan plan = PlanCompiler.compile(Hosts.spec().build(), Hosts.appArmor());
        byte[] bytes = PlanCodec.encode(plan);
        assertThat(check(bytes)).isEqualTo("0 ");
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.indexOf(Confinement.PROFILE)] = 'J';
        assertThat(check(bytes)).startsWith("125 jsec-launch: ").contains("plain name");
    }

    // Promise P44
    @Test
    void the_launcher_takes_a_plan_that_shares_and_none_that_shares_otherwise() throws Exception {
        LaunchPlan plan =
                PlanCompiler.compile(
                        Hosts.spec().sharing(SharingBreaksTest.all()).build(), Hosts.slot());
        assertThat(check(PlanCodec.encode(plan))).isEqualTo("0 ");
        long ipc = NamespaceKind.IPC.flag();
        Step.Share more = new Step.Share("e1".repeat(32), ipc);
        assertThat(check(changed(plan, Step.Share.class, share -> List.of(share, more))))
                .contains("taken twice");
        assertThat(
                        check(
                                changed(
                                        plan,
                                        Step.Namespaces.class,
                                        own -> List.of(new Step.Namespaces(own.flags() | ipc)))))
                .contains("taken and made");
        assertThat(check(changed(plan, Step.Cgroup.class, _ -> List.of())))
                .contains("without a control group");
        assertThat(check(changed(plan, Step.Share.class, _ -> List.of()))).startsWith("125 ");
        assertThat(
                        check(
                                changed(
                                        plan,
                                        Step.Mount.class,
                                        mount ->
                                                List.of(
                                                        how(
                                                                mount,
                                                                mount.how()
                                                                        & ~Step.Mount.SHARED)))))
                .contains("is not taken");
        assertThat(
                        check(
                                changed(
                                        plan,
                                        Step.Mount.class,
                                        mount ->
                                                List.of(
                                                        how(
                                                                mount,
                                                                mount.how() | Step.Mount.SHARED)))))
                .contains("taken from nobody");
    }

    private static Step how(Step.Mount mount, int how) {
        return new Step.Mount(
                mount.type(), mount.source(), mount.target(), mount.flags(), mount.options(), how);
    }

    private static <T extends Step> byte[] changed(
            LaunchPlan plan, Class<T> kind, Function<T, List<Step>> change) {
        List<Step> steps =
                plan.steps().stream()
                        .flatMap(step ->
                                kind.isInstance(step)
                                        ? change.apply(kind.cast(step)).stream()
                                        : Stream.of(step))
                        .toList();
        return PlanCodec.encode(new LaunchPlan(steps));
    }

    @Test
    void what_does_not_hold_together_here_does_not_there() throws Exception {
        PlanSamples samples = PlanSamples.onPaper(1);
        byte[] sound = PlanCodec.encode(PlanCompiler.compile(samples.next(), samples.host()));
        Random random = new Random(5);
        for (int refused = 0; refused < PLANS; ) {
            byte[] corrupted = sound.clone();
            corrupted[random.nextInt(sound.length)] ^= (byte) (1 << random.nextInt(8));
            try {
                PlanCodec.decode(corrupted);
            } catch (PlanFormatException e) {
                // Of single fields each side knows bits and bytes that the other never uses.
                if (FRAME.matcher(String.valueOf(e.getMessage())).find()) {
                    refused++;
                    assertThat(check(corrupted)).as(e.getMessage()).startsWith("125 jsec-launch: ");
                }
            }
        }
    }

    /** Exit code and what was said. */
    private String check(byte[] bytes) throws Exception {
        Path plan = Files.write(directory.resolve("plan"), bytes);
        Process process =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-XX:-UsePerfData",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Child.class.getName(),
                                plan.toString())
                        .redirectErrorStream(true)
                        .start();
        String said =
                new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return process.waitFor() + " " + said;
    }
}
