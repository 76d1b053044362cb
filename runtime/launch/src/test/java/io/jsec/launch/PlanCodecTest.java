package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlanCodecTest {
    private static final int SAMPLES = 300;

    @Test
    void every_sampled_plan_survives_encoding_and_decoding() {
        for (long seed = 0; seed < SAMPLES; seed++) {
            PlanSamples samples = PlanSamples.onPaper(seed);
            LaunchPlan plan = PlanCompiler.compile(samples.next(), samples.host());
            assertThat(PlanCodec.decode(PlanCodec.encode(plan)).steps())
                    .as("seed %d", seed)
                    .isEqualTo(plan.steps());
        }
    }

    @Test
    void every_kind_of_step_survives_encoding_and_decoding() {
        LaunchPlan plan = new LaunchPlan(AllSteps.oneOfEach());
        assertThat(plan.steps()).extracting(Step::code).doesNotHaveDuplicates().hasSize(29);
        assertThat(PlanCodec.decode(PlanCodec.encode(plan))).isEqualTo(plan);
    }

    @Test
    void the_header_is_as_documented() {
        byte[] bytes = PlanCodec.encode(new LaunchPlan(List.of(new Step.PivotRoot())));
        ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(new String(bytes, 0, 8, java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("JSECPLAN");
        assertThat(header.getInt(8)).isEqualTo(1);
        assertThat(header.getInt(12)).isEqualTo(bytes.length).isEqualTo(40);
        assertThat(header.getInt(16)).isEqualTo(1);
        assertThat(header.getInt(20)).isZero();
        assertThat(header.getLong(24)).isZero();
        assertThat(header.getShort(32)).isEqualTo((short) 12);
    }

    @Test
    void a_text_has_its_length_its_bytes_and_a_nul() {
        byte[] bytes = PlanCodec.encode(new LaunchPlan(List.of(new Step.Mask("/é"))));
        assertThat(Arrays.copyOfRange(bytes, 36, bytes.length))
                .containsExactly(8, 0, 0, 0, 3, 0, 0, 0, '/', 0xc3, 0xa9, 0);
    }

    @Test
    void a_plan_cut_anywhere_is_refused() {
        byte[] bytes = PlanCodec.encode(new LaunchPlan(AllSteps.oneOfEach()));
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> PlanCodec.decode(cut))
                    .as("cut at %d", length)
                    .isInstanceOf(PlanFormatException.class);
        }
    }

    @Test
    void a_plan_cut_with_a_matching_length_is_refused() {
        byte[] bytes = PlanCodec.encode(new LaunchPlan(AllSteps.oneOfEach()));
        for (int length = 32; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            ByteBuffer.wrap(cut).order(ByteOrder.LITTLE_ENDIAN).putInt(12, length);
            assertThatThrownBy(() -> PlanCodec.decode(cut))
                    .as("cut at %d", length)
                    .isInstanceOf(PlanFormatException.class);
        }
    }

    @Test
    void a_byte_more_is_refused() {
        byte[] bytes = PlanCodec.encode(new LaunchPlan(AllSteps.oneOfEach()));
        byte[] more = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> PlanCodec.decode(more)).hasMessageContaining("length differs");
        ByteBuffer.wrap(more).order(ByteOrder.LITTLE_ENDIAN).putInt(12, more.length);
        assertThatThrownBy(() -> PlanCodec.decode(more)).hasMessageContaining("left over");
    }

    @Test
    void corrupted_bytes_are_a_plan_or_one_kind_of_refusal() {
        byte[] bytes = PlanCodec.encode(new LaunchPlan(AllSteps.oneOfEach()));
        Random random = new Random(42);
        for (int trial = 0; trial < 20_000; trial++) {
            byte[] corrupted = bytes.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                corrupted[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            assertThatCode(() -> decodeOrRefuse(corrupted)).doesNotThrowAnyException();
        }
    }

    private static void decodeOrRefuse(byte[] bytes) {
        try {
            LaunchPlan plan = PlanCodec.decode(bytes);
            assertThat(PlanCodec.encode(plan)).isEqualTo(bytes);
        } catch (PlanFormatException e) {
            assertThat(e.offset()).isBetween(0, bytes.length);
        }
    }

    @Test
    void a_huge_count_costs_nothing() {
        byte[] bytes = PlanCodec.encode(new LaunchPlan(List.of(AllSteps.oneOfEach().get(21))));
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(40, Integer.MAX_VALUE);
        assertThatThrownBy(() -> PlanCodec.decode(bytes)).hasMessageContaining("list of");
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(40, -1);
        assertThatThrownBy(() -> PlanCodec.decode(bytes)).hasMessageContaining("list of");
    }

    @Test
    void another_magic_version_or_reserved_byte_is_refused_with_its_place() {
        byte[] bytes = PlanCodec.encode(new LaunchPlan(List.of(new Step.PivotRoot())));
        for (int at : new int[] {0, 7, 8, 11, 20, 24, 31, 34, 35}) {
            byte[] other = bytes.clone();
            other[at] ^= 1;
            assertThatThrownBy(() -> PlanCodec.decode(other))
                    .isInstanceOfSatisfying(
                            PlanFormatException.class,
                            refused -> assertThat(refused.offset()).isBetween(at, at + 8));
        }
    }

    @Test
    void an_unknown_step_is_refused() {
        byte[] bytes = PlanCodec.encode(new LaunchPlan(List.of(new Step.PivotRoot())));
        bytes[32] = 99;
        assertThatThrownBy(() -> PlanCodec.decode(bytes)).hasMessageContaining("unknown step 99");
    }

    @Test
    void a_nul_within_a_text_is_refused() {
        byte[] bytes = PlanCodec.encode(new LaunchPlan(List.of(new Step.Mask("/abc"))));
        bytes[bytes.length - 3] = 0;
        assertThatThrownBy(() -> PlanCodec.decode(bytes)).hasMessageContaining("NUL within");
    }

    @Test
    void a_text_that_is_not_utf_8_is_refused() {
        byte[] bytes = PlanCodec.encode(new LaunchPlan(List.of(new Step.Mask("/abc"))));
        bytes[bytes.length - 3] = (byte) 0xff;
        assertThatThrownBy(() -> PlanCodec.decode(bytes)).hasMessageContaining("not UTF-8");
    }

    @Test
    void a_command_over_the_plan_size_is_refused_by_the_compiler() {
        String word = "x".repeat(Command.WORD_BYTES_MAX);
        Command large =
                new Command(
                        List.of("/bin/echo", word, word, word, word, word, word, word, word),
                        Map.of(),
                        "/",
                        false);
        ContainerSpec spec = Hosts.spec().command(large).build();
        assertThat(PlanCompiler.decide(spec, Hosts.owner()))
                .isInstanceOfSatisfying(
                        Decision.Deny.class,
                        deny ->
                                assertThat(deny.refusals())
                                        .extracting(Refusal::rule)
                                        .containsExactly(Rule.PLAN_SIZE));
    }

    @Test
    void a_plan_over_the_limit_is_never_encoded() {
        Step large =
                new Step.Exec(
                        java.util.Collections.nCopies(9, "x".repeat(131_000)), List.of(), "/", 0);
        assertThatThrownBy(() -> PlanCodec.encode(new LaunchPlan(List.of(large))))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
