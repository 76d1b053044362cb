package io.jsec.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The preset production where control groups are delegated. */
@Tag("e2e")
class AdmissionLimitsE2eTest {
    @TempDir Path directory;

    // Promise P70
    @Test
    void production_gives_limits_to_containers_that_ask_for_none()
            throws IOException, InterruptedException {
        Jsec.requireRoot();
        Path config = directory.resolve("home/.config/jsec");
        Jsec.run("install", "-d", "-o", "jsectest", "-m", "700", directory.resolve("home") + "");
        Jsec.run("install", "-d", "-o", "jsectest", config.getParent() + "", config + "");
        Path policy = config.resolve("policy.yaml");
        Files.write(policy, "preset: production\n".getBytes(UTF_8));
        Jsec.run("chmod", "644", policy.toString());
        try (DelegatedDaemon engine = DelegatedDaemon.start(directory)) {
            Jsec.Result result =
                    engine.docker(
                            "create", "--name", "web", "--pids-limit=-1", "busybox:1", "true");

            assertThat(result.exit()).as(result.err()).isZero();
            assertThat(result.err())
                    .contains(
                            "JSEC-C-311 container web narrowed: no limit of processes. Instead:"
                                    + " pids-limit 4096",
                            "JSEC-C-518 container web narrowed: no memory limit. Instead: memory"
                                    + " 1024m");
            assertThat(
                            engine.out(
                                    "inspect",
                                    "-f",
                                    "{{.HostConfig.Memory}} {{.HostConfig.PidsLimit}}",
                                    "web"))
                    .isEqualTo("1073741824 4096");
            Jsec.Result raised = engine.docker("update", "--pids-limit=-1", "web");
            assertThat(raised.exit()).as(raised.err()).isZero();
            assertThat(engine.out("inspect", "-f", "{{.HostConfig.PidsLimit}}", "web"))
                    .isEqualTo("4096");
        }
    }
}
