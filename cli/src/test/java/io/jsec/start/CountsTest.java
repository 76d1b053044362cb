package io.jsec.start;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that adds up Surefire's reports. */
class CountsTest {
    @TempDir Path folder;

    @BeforeEach
    void list_one_reason_to_skip() throws IOException {
        Files.writeString(folder.resolve("skips.txt"), "# why\nno-moon\tthe moon is down\n");
    }

    @Test
    void the_last_line_is_the_sum_over_all_modules_and_stages() throws IOException {
        report("a", "unit", "tests=\"3\" errors=\"0\" skipped=\"0\" failures=\"0\"", "");
        report("b", "unit", "tests=\"4\" errors=\"0\" skipped=\"0\" failures=\"0\"", "");
        report("b", "system", "tests=\"2\" errors=\"0\" skipped=\"0\" failures=\"0\"", "");

        Ran ran = counts();

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("unit     Tests run: 7, Failures: 0, Errors: 0, Skipped: 0\n")
                .contains("system   Tests run: 2, Failures: 0, Errors: 0, Skipped: 0\n")
                .endsWith("all      Tests run: 9, Failures: 0, Errors: 0, Skipped: 0\n");
    }

    @Test
    void a_skip_on_the_list_is_named_and_passes() throws IOException {
        report(
                "a",
                "unit",
                "tests=\"1\" errors=\"0\" skipped=\"1\" failures=\"0\"",
                skip("Assumption failed: no-moon: cloudy &amp; dark"));

        Ran ran = counts();

        assertThat(ran.code()).isZero();
        assertThat(ran.out())
                .contains("skipped  io.XTest.is_x: Assumption failed: no-moon: cloudy & dark");
    }

    @Test
    void a_reason_may_stand_in_the_text_of_a_skip() throws IOException {
        report(
                "a",
                "unit",
                "tests=\"1\" errors=\"0\" skipped=\"1\" failures=\"0\"",
                "<testcase name=\"is_x\" classname=\"io.XTest\">\n<skipped type=\"A\"><![CDATA["
                        + "org.opentest4j.TestAbortedException: Assumption failed: no-moon: dark\n"
                        + "\tat x]]></skipped></testcase>");

        assertThat(counts().code()).isZero();
    }

    @Test
    void a_skip_that_is_not_on_the_list_fails() throws IOException {
        report(
                "a",
                "unit",
                "tests=\"1\" errors=\"0\" skipped=\"1\" failures=\"0\"",
                skip("no-sun: it is night"));

        Ran ran = counts();

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("UNLISTED SKIP  io.XTest.is_x: no-sun: it is night");
    }

    @Test
    void a_skip_without_a_reason_fails() throws IOException {
        report(
                "a",
                "unit",
                "tests=\"1\" errors=\"0\" skipped=\"1\" failures=\"0\"",
                "<testcase name=\"is_x\" classname=\"io.XTest\"><skipped/></testcase>");

        assertThat(counts().code()).isEqualTo(1);
    }

    @Test
    void a_failure_fails_and_is_named() throws IOException {
        report(
                "a",
                "unit",
                "tests=\"1\" errors=\"0\" skipped=\"0\" failures=\"1\"",
                "<testcase name=\"is_x\" classname=\"io.XTest\">\n"
                        + "<failure message=\"1 is not 2\" type=\"x\">trace</failure></testcase>");

        Ran ran = counts();

        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.out()).contains("FAILED  io.XTest.is_x: 1 is not 2");
    }

    @Test
    void no_report_at_all_fails() {
        assertThat(counts().code()).isEqualTo(1);
    }

    private Ran counts() {
        Path script = Path.of(System.getProperty("jsec.root", "..")).resolve("build/counts");
        return Ran.with(
                Map.of(),
                folder,
                List.of(script.toString(), folder.toString(), folder.resolve("skips.txt") + ""));
    }

    private void report(String module, String stage, String attributes, String body)
            throws IOException {
        Path reports = folder.resolve(module + "/target/surefire-reports/" + stage);
        Files.createDirectories(reports);
        Files.writeString(
                reports.resolve("TEST-io.XTest.xml"),
                "<?xml version=\"1.0\"?>\n<testsuite xmlns:x=\"y\" name=\"io.XTest\" time=\"0.1\" "
                        + attributes
                        + ">\n"
                        + body
                        + "\n</testsuite>\n");
    }

    private static String skip(String message) {
        return "<testcase name=\"is_x\" classname=\"io.XTest\" time=\"0\">\n<skipped message=\""
                + message
                + "\"/>\n</testcase>";
    }
}
