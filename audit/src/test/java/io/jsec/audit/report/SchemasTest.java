package io.jsec.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jsec.audit.AuditResult;
import io.jsec.audit.RulePages;
import io.jsec.rules.Severity;
import io.jsec.rules.catalogue.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What programs read keeps to the schemas that are checked in, and SARIF to its own. */
class SchemasTest {
    private static final Path SCHEMAS =
            Path.of(System.getProperty("jsec.root", "..")).resolve("docs/schemas");
    private static final Look LOOK = new Look(80, false, Severity.MEDIUM);

    /** GitHub's limits for code scanning. */
    private static final int DESCRIPTION_MAX = 1_024;

    private static final int TAGS_MAX = 20;

    static Stream<AuditResult> results() {
        return Stream.of(
                SampleResults.dirty(),
                SampleResults.clean(),
                SampleResults.hostile(),
                SampleResults.nothing(),
                SampleResults.every(),
                SampleResults.uncertain());
    }

    private static List<String> errors(String schema, String text) throws IOException {
        String json = Files.readString(SCHEMAS.resolve(schema + ".json"));
        return errors(SpecificationVersion.DRAFT_2020_12, json, text);
    }

    private static List<String> errors(SpecificationVersion draft, String schema, String text) {
        Schema compiled =
                SchemaRegistry.withDefaultDialect(draft).getSchema(schema, InputFormat.JSON);
        return compiled
                .validate(
                        text,
                        InputFormat.JSON,
                        context ->
                                context.executionConfig(
                                        config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Error::toString)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("results")
    void json_reports_keep_to_their_schema(AuditResult result) throws IOException {
        assertThat(errors("audit", Reports.write(Format.JSON, result, LOOK))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("results")
    void comparisons_keep_to_their_schema(AuditResult result) throws IOException {
        SavedReport clean = saved(SampleResults.clean());
        SavedReport other = saved(result);
        for (ReportDiff diff : List.of(ReportDiff.of(clean, other), ReportDiff.of(other, clean))) {
            String text = DiffReports.write(Format.JSON, diff, LOOK, "0.1.0");
            assertThat(errors("diff", text)).isEmpty();
        }
    }

    private static SavedReport saved(AuditResult result) {
        String text = Reports.write(Format.JSON, result, LOOK);
        return SavedReport.read("x.json", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void the_list_of_rules_keeps_to_its_schema() throws IOException {
        var cards = Catalogue.rules().stream().map(rule -> rule.card()).toList();
        assertThat(errors("rules", RulePages.json(cards, "0.1.0"))).isEmpty();
        assertThat(errors("rules", RulePages.json(List.of(), "0.1.0"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/schema",
                "/tool",
                "/host",
                "/time",
                "/data/findings",
                "/data/findings/0/message",
                "/data/findings/0/fingerprint",
                "/data/findings/0/location/endColumn",
                "/data/counts/unknown",
                "/data/score/sections",
            })
    void a_report_without_a_key_breaks_its_schema(String pointer) throws IOException {
        JsonNode root =
                new ObjectMapper()
                        .readTree(Reports.write(Format.JSON, SampleResults.dirty(), LOOK));
        int end = pointer.lastIndexOf('/');
        ((ObjectNode) root.at(pointer.substring(0, end))).remove(pointer.substring(end + 1));
        assertThat(errors("audit", root.toString())).isNotEmpty();
    }

    @Test
    void a_report_with_a_key_or_a_word_of_its_own_breaks_its_schema() throws IOException {
        String text = Reports.write(Format.JSON, SampleResults.dirty(), LOOK);
        assertThat(errors("audit", text.replace("\"severity\" : \"high\"", "\"severity\" : \"H\"")))
                .isNotEmpty();
        assertThat(errors("audit", text.replace("\"fixable\"", "\"mendable\""))).isNotEmpty();
        assertThat(errors("audit", text.replace("2026-11-24T12:00:00Z", "today"))).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("results")
    void sarif_is_valid_against_the_standard(AuditResult result) throws IOException {
        assertThat(
                        errors(
                                SpecificationVersion.DRAFT_7,
                                sarifSchema(),
                                Reports.write(Format.SARIF, result, LOOK)))
                .isEmpty();
    }

    @Test
    void sarif_that_is_none_breaks_the_standard() throws IOException {
        String text = Reports.write(Format.SARIF, SampleResults.dirty(), LOOK);
        for (String damaged :
                List.of(
                        text.replace("\"startLine\" : 1", "\"startLine\" : 0"),
                        text.replace("\"level\" : \"error\"", "\"level\" : \"high\""),
                        text.replace("\"ruleId\"", "\"rule\""))) {
            assertThat(errors(SpecificationVersion.DRAFT_7, sarifSchema(), damaged)).isNotEmpty();
        }
    }

    private static String sarifSchema() throws IOException {
        String name = "/schema/sarif-schema-2.1.0.json";
        try (InputStream in = SchemasTest.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("results")
    void sarif_has_what_code_scanning_demands(AuditResult result) throws IOException {
        JsonNode root = new ObjectMapper().readTree(Reports.write(Format.SARIF, result, LOOK));
        assertThat(root.get("$schema").asText()).startsWith("https://");
        assertThat(root.get("runs")).hasSize(1);
        JsonNode run = root.at("/runs/0");
        assertThat(run.at("/automationDetails/id").asText()).endsWith("/");
        for (JsonNode rule : run.at("/tool/driver/rules")) {
            for (String text : List.of("shortDescription", "fullDescription", "help")) {
                assertThat(rule.at("/" + text + "/text").asText())
                        .as(rule.get("id") + " " + text)
                        .isNotBlank()
                        .hasSizeLessThanOrEqualTo(DESCRIPTION_MAX);
            }
            assertThat(rule.at("/properties/tags").size()).isBetween(1, TAGS_MAX);
            assertThat(rule.at("/properties/tags/0").asText()).isEqualTo("security");
            assertThat(rule.at("/properties/security-severity").isTextual()).isTrue();
            assertThat(rule.at("/properties/security-severity").asDouble()).isBetween(0.1, 10.0);
        }
        for (JsonNode each : run.get("results")) {
            assertThat(each.at("/message/text").asText()).isNotBlank();
            assertThat(each.get("locations")).isNotEmpty();
            JsonNode place = each.at("/locations/0/physicalLocation");
            assertThat(place.at("/artifactLocation/uri").asText())
                    .isNotBlank()
                    .doesNotStartWith("/");
            JsonNode region = place.get("region");
            assertThat(region).hasSize(4);
            boolean ordered =
                    region.get("endLine").asInt() > region.get("startLine").asInt()
                            || region.get("endColumn").asInt() >= region.get("startColumn").asInt();
            assertThat(ordered).isTrue();
            assertThat(each.at("/partialFingerprints/primaryLocationLineHash").asText())
                    .isNotBlank();
        }
    }
}
