package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JsonNode schema() throws IOException {
        try (InputStream in = PlanJson.class.getResourceAsStream("plan.schema.json")) {
            return JSON.readTree(in);
        }
    }

    @Test
    void every_kind_of_step_follows_the_schema() throws IOException {
        ObjectNode data = PlanJson.data(new LaunchPlan(AllSteps.oneOfEach(), List.of("careful")));
        assertThat(MiniSchema.errors(schema(), data)).isEmpty();
        assertThat(data.get("steps")).hasSize(29);
    }

    @Test
    void every_sampled_plan_follows_the_schema() throws IOException {
        JsonNode schema = schema();
        for (long seed = 0; seed < 40; seed++) {
            PlanSamples samples = PlanSamples.onPaper(seed);
            ObjectNode data = PlanJson.data(PlanCompiler.compile(samples.next(), samples.host()));
            assertThat(MiniSchema.errors(schema, data)).as("seed %d", seed).isEmpty();
        }
    }

    @Test
    void the_schema_refuses_what_is_missing_or_unknown() throws IOException {
        ObjectNode data = PlanJson.data(new LaunchPlan(List.of(new Step.Mask("/proc/kcore"))));
        ((ObjectNode) data.get("steps").get(0).get("fields")).put("more", 1);
        assertThat(MiniSchema.errors(schema(), data)).isNotEmpty();
        ((ObjectNode) data.get("steps").get(0).get("fields")).remove(List.of("more", "path"));
        assertThat(MiniSchema.errors(schema(), data)).isNotEmpty();
        assertThat(MiniSchema.errors(schema(), data.remove(List.of("warnings")))).isNotEmpty();
    }

    @Test
    void masks_are_texts_since_readers_round_large_numbers() {
        ObjectNode data =
                PlanJson.data(
                        new LaunchPlan(List.of(new Step.Capabilities(-1L >>> 23, 0, 0, 0, 0))));
        assertThat(data.at("/steps/0/fields/bounding").asText()).isEqualTo("0x1ffffffffff");
    }

    @Test
    void the_default_plan_as_json_reads_like_this() throws IOException {
        ContainerSpec spec = Hosts.spec().confinement(Hosts.walls(Hosts.FILTER, true)).build();
        Golden.check(
                "default.json",
                JSON.writerWithDefaultPrettyPrinter()
                                .writeValueAsString(
                                        PlanJson.data(PlanCompiler.compile(spec, Hosts.owner())))
                        + "\n");
    }

    @Test
    void departures_have_a_rule_a_direction_and_words() {
        ObjectNode data = PlanJson.departures(Hosts.spec().network(NetworkMode.HOST).build());
        JsonNode one = data.at("/departures/0");
        assertThat(one.get("rule").asText()).isEqualTo("JSEC-C-304");
        assertThat(one.get("loosens").asBoolean()).isTrue();
        assertThat(one.get("words").asText()).isNotBlank();
    }
}
