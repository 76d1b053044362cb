package io.jsec.audit.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jsec.audit.AuditResult;
import io.jsec.rules.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

class ReportsTest {
    private static final Path GOLDEN =
            Path.of(System.getProperty("jsec.root", ".."))
                    .resolve("audit/src/test/resources/report");
    private static final Look LOOK = new Look(80, false, Severity.MEDIUM);

    private static AuditResult result(String name, String text, boolean broken) {
        return SampleResults.of(name, text, broken);
    }

    private static AuditResult dirty() {
        return SampleResults.dirty();
    }

    private static AuditResult clean() {
        return SampleResults.clean();
    }

    private static AuditResult hostile() {
        return SampleResults.hostile();
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void reports_are_as_reviewed(Format format) throws IOException {
        String text = Reports.write(format, dirty(), LOOK);
        Path file = GOLDEN.resolve("dirty." + format.word());
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, text);
        }
        assertThat(text).isEqualTo(Files.readString(file));
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void no_format_lets_control_characters_through(Format format) {
        assertThat(Reports.write(format, hostile(), LOOK))
                .doesNotContain("\u001b", "\u202e", "\0", "<script>");
    }

    @Test
    void a_clean_run_says_so() {
        assertThat(Reports.write(Format.TABLE, clean(), LOOK))
                .isEqualTo("nothing found, 1 target judged, score 100\n");
        assertThat(Reports.write(Format.MARKDOWN, clean(), LOOK))
                .isEqualTo("### jsec: nothing to fix\n\n");
        assertThat(Reports.write(Format.HTML, clean(), LOOK)).contains("<p>Nothing found.</p>");
    }

    @Test
    void sarif_of_a_clean_run_has_no_results() throws IOException {
        JsonNode run = new ObjectMapper().readTree(Reports.write(Format.SARIF, clean(), LOOK));
        assertThat(run.at("/runs/0/results").isArray()).isTrue();
        assertThat(run.at("/runs/0/results")).isEmpty();
        assertThat(run.at("/runs")).hasSize(1);
    }

    @Test
    void sarif_names_files_from_the_root_with_regions_of_four() throws IOException {
        AuditResult spaces = result("a b/ü%.dockerfile", "FROM debian\nUSER root\n", false);
        JsonNode root = new ObjectMapper().readTree(Reports.write(Format.SARIF, spaces, LOOK));
        JsonNode place = root.at("/runs/0/results/0/locations/0/physicalLocation");
        assertThat(place.at("/artifactLocation/uri").asText())
                .isEqualTo("a%20b/%C3%BC%25.dockerfile");
        assertThat(place.at("/artifactLocation/uriBaseId").asText()).isEqualTo("%SRCROOT%");
        assertThat(place.get("region")).hasSize(4);
        for (JsonNode result : root.at("/runs/0/results")) {
            assertThat(result.at("/partialFingerprints/primaryLocationLineHash").asText())
                    .matches("[0-9a-f]{32}:1");
            int index = result.get("ruleIndex").asInt();
            JsonNode rule = root.at("/runs/0/tool/driver/rules/" + index);
            assertThat(rule.get("id")).isEqualTo(result.get("ruleId"));
            assertThat(rule.at("/properties/tags").size()).isLessThanOrEqualTo(20);
            assertThat(rule.at("/properties/security-severity").asDouble()).isPositive();
        }
    }

    @Test
    void sarif_marks_what_is_waived() throws IOException {
        JsonNode root = new ObjectMapper().readTree(Reports.write(Format.SARIF, dirty(), LOOK));
        JsonNode waived = root.at("/runs/0/results").get(root.at("/runs/0/results").size() - 1);
        assertThat(waived.get("ruleId").asText()).isEqualTo("JSEC-D-002");
        assertThat(waived.at("/suppressions/0/justification").asText())
                .isEqualTo("until 2027-01-31 by ops: legacy image");
    }

    @Test
    void junit_is_well_formed_and_counts_right() throws Exception {
        for (AuditResult result : List.of(dirty(), clean(), hostile())) {
            Document document = xml(Reports.write(Format.JUNIT, result, LOOK));
            var suites = document.getElementsByTagName("testsuite");
            int failures = 0;
            int errors = 0;
            int skipped = 0;
            for (int i = 0; i < suites.getLength(); i++) {
                failures += number(suites.item(i), "failures");
                errors += number(suites.item(i), "errors");
                skipped += number(suites.item(i), "skipped");
            }
            assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(failures);
            assertThat(document.getElementsByTagName("error").getLength()).isEqualTo(errors);
            assertThat(document.getElementsByTagName("skipped").getLength()).isEqualTo(skipped);
            assertThat(failures).isEqualTo(result.failures(Severity.MEDIUM).size());
        }
    }

    private static int number(Node node, String name) {
        return Integer.parseInt(node.getAttributes().getNamedItem(name).getNodeValue());
    }

    private static Document xml(String text) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        return factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void a_comment_is_never_longer_than_github_takes() {
        StringBuilder many = new StringBuilder("FROM debian:12.5\n");
        for (int i = 0; i < 5_000; i++) {
            many.append("ENV SECRET_TOKEN").append(i % 90).append("=abcdef123456\n");
        }
        String text =
                Reports.write(Format.MARKDOWN, result("Dockerfile", many.toString(), false), LOOK);
        assertThat(text).hasSizeLessThan(65_536).contains("more are not shown");
    }

    @Test
    void html_loads_nothing_and_runs_nothing() {
        String html = Reports.write(Format.HTML, dirty(), LOOK);
        assertThat(html)
                .contains("default-src 'none'")
                .doesNotContain("<script", "http-equiv=\"refresh\"", " src=", "url(", "@import");
    }

    @Test
    void html_links_lead_to_anchors() {
        String html = Reports.write(Format.HTML, dirty(), LOOK);
        var links = Pattern.compile("href=\"#([^\"]+)\"").matcher(html);
        while (links.find()) {
            assertThat(html).contains("id=\"" + links.group(1) + "\"");
        }
    }

    @Test
    void colours_are_readable_on_their_ground() {
        var colours = Pattern.compile("--([a-z]+):(#[0-9a-f]{6});");
        for (String scheme : HtmlStyle.TEXT.split("@media screen and", 2)) {
            var matcher = colours.matcher(scheme.substring(0, scheme.indexOf("}")));
            String ground = "";
            while (matcher.find()) {
                if (matcher.group(1).equals("ground")) {
                    ground = matcher.group(2);
                } else if (!matcher.group(1).equals("line")) {
                    assertThat(contrast(ground, matcher.group(2)))
                            .as("%s on %s", matcher.group(), ground)
                            .isGreaterThanOrEqualTo(4.5);
                }
            }
        }
    }

    /** WCAG 2.1, relative luminance and contrast ratio. */
    private static double contrast(String one, String other) {
        double first = luminance(one);
        double second = luminance(other);
        return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
    }

    private static double luminance(String colour) {
        double[] weights = {0.2126, 0.7152, 0.0722};
        double sum = 0;
        for (int i = 0; i < 3; i++) {
            double part = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
            double linear = part <= 0.03928 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4);
            sum += weights[i] * linear;
        }
        return sum;
    }
}
