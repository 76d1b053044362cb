package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.linux.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code jsec audit} against the service of a real Podman. */
@Tag("e2e")
class PodmanE2eTest {
    private static final String JSEC =
            Path.of(System.getProperty("jsec.dist", "target/dist"), "bin/jsec").toString();
    private static final String[] GOOD = {
        "--user",
        "10001:10001",
        "--cap-drop",
        "ALL",
        "--read-only",
        "--memory",
        "64m",
        "--cpus",
        "0.5",
        "--pids-limit",
        "50",
        "--security-opt",
        "no-new-privileges",
        "--health-cmd",
        "true",
        "--network",
        "none"
    };

    @TempDir Path folder = Path.of("/");

    @BeforeEach
    void needs_podman() throws Exception {
        assumeTrue(Podman.installed(), "no-podman: there is nothing to audit");
        assumeTrue(Identity.uid() == 0, "not-root: podman has no subordinate ids of ours");
    }

    private static void create(Podman podman, String name, String... words) throws Exception {
        List<String> command = new ArrayList<>(List.of("create", "--name", name));
        command.addAll(List.of(words));
        command.addAll(List.of("box:1", "sleep", "600"));
        ok(podman.podman(command.toArray(String[]::new)));
    }

    private static void ok(Dockerd.Result result) {
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
    }

    private void image(Podman podman) throws Exception {
        Path tar = Busybox.archive(folder, "root");
        ok(podman.podman("import", "-c", "USER 10001", tar.toString(), "box:1"));
    }

    private Dockerd.Result audit(Podman podman) throws IOException, InterruptedException {
        List<String> command =
                List.of(
                        JSEC,
                        "audit",
                        "--only",
                        "engines",
                        "-H",
                        podman.address(),
                        "--format",
                        "json");
        return Dockerd.run(command, folder.resolve("audit-out"), folder.resolve("audit-err"));
    }

    @Test
    void bad_containers_are_found_and_a_good_one_is_not() throws Exception {
        try (Podman podman = Podman.start(folder)) {
            image(podman);
            create(podman, "everything", "--privileged");
            create(podman, "admin", "--user", "0", "--cap-add", "SYS_ADMIN");
            create(podman, "spaces", "--pid", "host", "--network", "host");
            create(podman, "parent", "-v", "/run:/host:ro");
            String socket = folder.resolve("podman.sock") + ":/run/podman/podman.sock";
            create(podman, "socket", "-v", socket);
            String own = folder.resolve("log") + ":/run/podman/podman.sock";
            create(podman, "renamed", "-v", own);
            create(podman, "good", GOOD);
            Dockerd.Result run = audit(podman);
            assertThat(run.exit()).as(run.err()).isEqualTo(1);
            assertThat(AuditE2eTest.failures(run.out()))
                    .contains(
                            "JSEC-C-502 container/everything",
                            "JSEC-C-503 container/admin",
                            "JSEC-C-303 container/admin",
                            "JSEC-C-506 container/spaces",
                            "JSEC-C-304 container/spaces",
                            "JSEC-C-501 container/parent",
                            "JSEC-C-501 container/socket",
                            "JSEC-C-501 container/renamed")
                    .noneMatch(each -> each.endsWith(" container/good"));
        }
    }
}
