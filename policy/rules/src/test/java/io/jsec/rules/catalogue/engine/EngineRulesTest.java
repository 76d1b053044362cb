package io.jsec.rules.catalogue.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.Evidence;
import io.jsec.rules.Facts;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.Rule;
import io.jsec.rules.Verdict;
import io.jsec.rules.read.InspectReader;
import io.jsec.rules.read.JsonReader;
import io.jsec.rules.read.Node;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineRulesTest {
    private static byte[] bytes(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private static Verdict judge(String id, String json) {
        return judge(id, InspectReader.read("inspect.json", bytes(json)).getFirst());
    }

    private static Verdict judge(String id, Facts facts) {
        Rule<?> rule =
                EngineRules.rules().stream()
                        .filter(each -> each.card().id().equals(id))
                        .findFirst()
                        .orElseThrow();
        return judge(rule, facts);
    }

    private static <F extends Facts> Verdict judge(Rule<F> rule, Facts facts) {
        return rule.judge(rule.subject().cast(facts));
    }

    private static Verdict engine(String id, String info, String version) {
        Node told = JsonReader.read("info", bytes(info));
        Node number = JsonReader.read("version", bytes(version));
        return judge(id, InspectReader.engine("a", told, number, Optional.empty()));
    }

    private static List<Evidence> evidence(Verdict verdict) {
        return verdict instanceof Verdict.Fail fail ? fail.evidence() : List.of();
    }

    @Test
    void a_value_of_a_wrong_type_is_unknown_and_never_passed() {
        String image = "{\"RootFS\": {}, \"Config\": {\"User\": [1], \"Env\": 5}}";
        assertThat(judge("JSEC-I-001", image)).isInstanceOf(Verdict.Unknown.class);
        String network = "{\"Name\": \"a\", \"IPAM\": {}, \"Driver\": []}";
        assertThat(judge("JSEC-N-002", network)).isInstanceOf(Verdict.Unknown.class);
        assertThat(engine("JSEC-E-202", "{\"SecurityOptions\": {}}", "{}"))
                .isInstanceOf(Verdict.Unknown.class);
        assertThat(engine("JSEC-E-201", "{\"Warnings\": 5}", "{}"))
                .isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void without_a_history_nothing_is_said_of_it() {
        assertThat(judge("JSEC-I-005", "{\"RootFS\": {}}")).isInstanceOf(Verdict.Unknown.class);
        assertThat(judge("JSEC-I-021", "{\"RootFS\": {}}")).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void only_an_engine_tells_which_images_are_used() {
        assertThat(judge("JSEC-I-009", "{\"RootFS\": {}}"))
                .isInstanceOf(Verdict.NotApplicable.class);
    }

    @Test
    void a_secret_of_the_history_is_shown_at_its_step_and_not_told() {
        String image =
                """
                [{"Id": "a", "RepoTags": ["a:1"], "History": [
                  {"created_by": "/bin/sh -c true"},
                  {"created_by": "|1 NPM_TOKEN=npm-4f1c0de95a7e /bin/sh -c npm ci"}]}]
                """;
        List<Evidence> evidence = evidence(judge("JSEC-I-005", image));
        assertThat(evidence).hasSize(1);
        assertThat(evidence.getFirst().at().startLine()).isEqualTo(3);
        assertThat(evidence.getFirst().message())
                .isEqualTo("the history holds the value of NPM_TOKEN")
                .doesNotContain("4f1c0de95a7e");
    }

    @Test
    void a_step_of_several_lines_is_shown_where_it_begins() {
        String image =
                """
                [{"Id": "a", "RepoTags": ["a:1"], "History": [
                  {"created_by": "RUN /bin/sh -c set -e\\napk add curl\\n # buildkit"},
                  {"created_by": "RUN /bin/sh -c set -e\\nchmod 777 /srv\\n # buildkit"},
                  {"created_by": "RUN /bin/sh -c cat <<EOF\\nchmod 777 /x # buildkit"}]}]
                """;
        assertThat(evidence(judge("JSEC-I-022", image)))
                .extracting(each -> each.at().startLine())
                .containsExactly(3);
    }

    @Test
    void a_history_with_a_here_document_left_open_hides_no_later_step() {
        String image =
                """
                [{"Id": "a", "RepoTags": ["a:1"], "History": [
                  {"created_by": "RUN /bin/sh -c cat <<EOF # buildkit"},
                  {"created_by": "COPY a \\"b # buildkit"},
                  {"created_by": "RUN /bin/sh -c chmod 777 /srv # buildkit"}]}]
                """;
        assertThat(evidence(judge("JSEC-I-022", image)))
                .extracting(each -> each.at().startLine())
                .containsExactly(4);
    }

    @ParameterizedTest
    @CsvSource({
        "1.13.1, true",
        "17.06.0-ce, true",
        "19.03.15, true",
        "20.09.9, true",
        "20.10.0, false",
        "20.10.24+dfsg1, false",
        "28.5.2, false",
        "0.0.0-dev, false",
        "dev, false",
        "library-import, false",
        "99999.1.1, false",
    })
    void an_engine_is_old_where_that_is_certain(String version, boolean old) {
        Verdict verdict = engine("JSEC-E-210", "{}", "{\"Version\": \"" + version + "\"}");
        assertThat(verdict instanceof Verdict.Fail).isEqualTo(old);
    }

    @Test
    void each_open_address_is_found() {
        String info =
                """
                {"Warnings": [
                  "WARNING: API is accessible on http://0.0.0.0:2375 without encryption.",
                  "WARNING: API is accessible on http://10.0.0.1:2375 without encryption."]}
                """;
        assertThat(evidence(engine("JSEC-E-201", info, "{}")))
                .extracting(Evidence::message)
                .containsExactly(
                        "the API answers at http://0.0.0.0:2375 without asking who it is",
                        "the API answers at http://10.0.0.1:2375 without asking who it is");
    }

    @Test
    void an_engine_outside_a_swarm_has_no_keys_to_lock() {
        assertThat(engine("JSEC-S-003", "{}", "{}")).isInstanceOf(Verdict.NotApplicable.class);
    }

    @Test
    void many_neighbours_are_counted() {
        String network =
                """
                {"Name": "bridge", "IPAM": {}, "Options":
                  {"com.docker.network.bridge.default_bridge": "true"},
                 "Containers": {"1": {"Name": "a"}, "2": {"Name": "b"}, "3": {"Name": "c"},
                  "4": {"Name": "d"}, "5": {"Name": "e"}}}
                """;
        assertThat(evidence(judge("JSEC-N-001", network)))
                .extracting(Evidence::message)
                .containsExactly("a, b, c and 2 more reach each other");
    }

    @Test
    void a_rule_over_the_history_says_what_its_twin_says() {
        Rule<?> rule =
                EngineRules.rules().stream()
                        .filter(each -> each.card().id().equals("JSEC-I-020"))
                        .findFirst()
                        .orElseThrow();
        assertThat(rule.subject()).isEqualTo(ImageFacts.class);
        assertThat(rule.card().sees()).contains("JSEC-D-034");
    }
}
