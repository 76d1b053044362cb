package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jsec.daemon.DaemonConfig;
import io.jsec.engine.AdmissionPolicy;
import io.jsec.engine.AdmissionPolicy.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the policy is, and what holds where it is not. */
class EnginePolicyTest {
    @TempDir Path directory;

    private Path file(String name) {
        return directory.resolve(name);
    }

    private static DaemonConfig naming(Path file) {
        String text = "{\"jsec\": {\"policy\": \"" + file + "\"}}";
        return DaemonConfig.read(
                "daemon.json", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void nobody_wrote_one_so_dev_holds() {
        assertThat(EnginePolicy.of(DaemonConfig.DEFAULT, file("policy.yaml")).read())
                .isEqualTo(AdmissionPolicy.of(Preset.DEV));
    }

    @Test
    void one_that_is_named_must_be_there() {
        EnginePolicy policy = EnginePolicy.of(naming(file("other.yaml")), file("policy.yaml"));

        assertThat(policy.file()).isEqualTo(file("other.yaml"));
        assertThatThrownBy(policy::read)
                .isInstanceOf(CliException.class)
                .hasMessageContaining("reading " + file("other.yaml"));
    }

    @Test
    void one_that_is_named_counts_instead_of_the_other() throws IOException {
        Files.writeString(file("policy.yaml"), "preset: production");
        Files.writeString(file("other.yaml"), "preset: ci");

        assertThat(EnginePolicy.of(naming(file("other.yaml")), file("policy.yaml")).read())
                .isEqualTo(AdmissionPolicy.of(Preset.CI));
        assertThat(EnginePolicy.of(DaemonConfig.DEFAULT, file("policy.yaml")).read())
                .isEqualTo(AdmissionPolicy.of(Preset.PRODUCTION));
    }

    @Test
    void a_link_that_leads_nowhere_is_not_the_same_as_no_policy() throws IOException {
        Files.createSymbolicLink(file("policy.yaml"), file("gone.yaml"));

        assertThatThrownBy(() -> EnginePolicy.of(DaemonConfig.DEFAULT, file("policy.yaml")).read())
                .isInstanceOf(CliException.class)
                .hasMessageContaining("reading " + file("policy.yaml"));
    }

    @Test
    void a_directory_is_no_policy() throws IOException {
        Files.createDirectory(file("policy.yaml"));

        assertThatThrownBy(() -> EnginePolicy.of(DaemonConfig.DEFAULT, file("policy.yaml")).read())
                .isInstanceOf(CliException.class)
                .hasMessageContaining("reading " + file("policy.yaml"));
    }
}
