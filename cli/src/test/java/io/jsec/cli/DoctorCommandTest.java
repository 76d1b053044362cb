package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jsec.linux.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
    private static final Probe GOOD =
            new Probe("a.good", "Is it there?", "yes", "all is well", Probe.State.OK);
    private static final Probe LESS =
            new Probe("a.less", "Is it whole?", "half\u001b[2J", "less", Probe.State.DEGRADED);
    private static final Probe MISSING =
            new Probe("a.gone", "Is it old?", "no", "nothing runs", Probe.State.MISSING);

    @TempDir Path directory;

    @Test
    void a_distribution_without_its_native_tls_is_told(@TempDir Path home) throws Exception {
        assertThat(DoctorCommand.tls(Optional.of(home)).state()).isEqualTo(Probe.State.DEGRADED);
        assertThat(DoctorCommand.tls(Optional.empty()).consequence()).contains("by the JDK");
        Path natives = Files.createDirectories(home.resolve("lib/native"));
        String machine = System.getProperty("os.arch").replace("amd64", "x86_64");
        Files.createFile(natives.resolve("libnetty_tcnative_linux_" + machine + ".so"));
        assertThat(DoctorCommand.tls(Optional.of(home)).state()).isEqualTo(Probe.State.OK);
    }

    @Test
    void the_table_shows_question_answer_and_consequence() throws IOException {
        Golden.check("doctor.txt", DoctorCommand.table(List.of(GOOD, LESS, MISSING)));
    }

    @Test
    void the_json_holds_the_same_in_the_common_envelope() throws IOException {
        Golden.check(
                "doctor.json",
                Report.json(
                        "doctor",
                        "host",
                        "2026-01-01T00:00:00Z",
                        DoctorCommand.data(List.of(GOOD, LESS, MISSING))));
    }

    @Test
    void only_what_is_missing_is_a_finding() {
        assertThat(DoctorCommand.exit(List.of(GOOD, LESS))).isZero();
        assertThat(DoctorCommand.exit(List.of(GOOD, MISSING))).isEqualTo(1);
        assertThat(DoctorCommand.exit(List.of())).isZero();
    }

    @Test
    void this_host_is_probed_to_the_end() throws IOException {
        Screen screen = new Screen().with("HOME", directory.toString());
        Path file = directory.resolve("doctor.json");
        assertThat(screen.run("doctor", "--format", "json", "--output", "table=" + file + ".txt"))
                .isBetween(0, 1);
        JsonNode root = new ObjectMapper().readTree(screen.out());
        assertThat(root.get("schema").asText()).isEqualTo("jsec.doctor/1");
        assertThat(root.get("data").get("probes").size()).isGreaterThan(20);
        assertThat(Files.readString(Path.of(file + ".txt"))).contains("kernel.floor");
    }

    @Test
    void an_unknown_format_is_refused_with_those_there_are() {
        Screen screen = new Screen().with("HOME", directory.toString());
        assertThat(screen.run("doctor", "--format", "yaml")).isEqualTo(3);
        assertThat(screen.err())
                .contains("--format yaml refused: this verb has no format yaml")
                .contains("Instead: --format table|json");
    }

    @Test
    void an_output_without_a_file_is_refused() {
        for (String output : new String[] {"json", "json=", "=x", "yaml=x"}) {
            Screen screen = new Screen().with("HOME", directory.toString());
            assertThat(screen.run("doctor", "--output", output)).isEqualTo(3);
            assertThat(screen.err()).contains("--output " + output + " refused: ");
            assertThat(screen.out()).isEmpty();
        }
    }

    @Test
    void an_output_that_cannot_be_written_is_an_error() {
        Screen screen = new Screen().with("HOME", directory.toString());
        Path file = directory.resolve("missing/doctor.json");
        assertThat(screen.run("doctor", "--output", "json=" + file)).isEqualTo(3);
        assertThat(screen.err()).contains("writing " + file + " failed: no such file");
    }
}
