package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real command of Dev Containers, by which editors make theirs, with a real docker, against a
 * real engine. Its containers are of an image that is there and without a network: what it builds,
 * and features that it adds, need builds.
 */
@Tag("e2e")
class DevContainersE2eTest {
    private static final String USER = "jsectest";
    private static final String PROGRAM = "node_modules/@devcontainers/cli/devcontainer.js";

    private static final String SETTINGS =
            """
            {
                // A comment, as people write there.
                "name": "shop",
                "image": "busybox:1",
                "runArgs": ["--network=none"],
                "updateRemoteUserUID": false,
                "containerEnv": {"INSIDE": "all"},
                "remoteEnv": {"REMOTE": "${containerEnv:INSIDE} of them"},
                "workspaceMount": "source=${localWorkspaceFolder},target=/src,type=bind",
                "workspaceFolder": "/src",
                "onCreateCommand": "echo on-create >> /tmp/steps",
                "postCreateCommand": ["sh", "-c", "echo post-create >> /tmp/steps"],
                "postStartCommand": "echo post-start >> /tmp/steps"
            }
            """;

    @TempDir Path directory = Path.of("/");

    @Test
    void a_dev_container_comes_up_runs_commands_and_is_found_again() throws Exception {
        Jsec.requireRoot();
        Path installed =
                Path.of(System.getProperty("jsec.root", ".."), "cli/target/dev-containers");
        assumeTrue(
                Files.exists(installed.resolve(PROGRAM)) && Files.isExecutable(node()),
                "no-dev-containers: @devcontainers/cli or nodejs is not installed");
        Jsec.run("chmod", "755", directory.toString());
        Jsec.run("cp", "-r", installed.resolve("node_modules").toString(), directory.toString());
        Path workspace = directory.resolve("shop");
        Jsec.run("install", "-d", "-o", USER, workspace + "/.devcontainer");
        Jsec.run("chown", USER, workspace.toString());
        Files.writeString(workspace.resolve(".devcontainer/devcontainer.json"), SETTINGS);
        Path tar = Busybox.archive(directory, USER);
        try (Daemon daemon = Daemon.start(directory, USER)) {
            daemon.importRoot(tar, "busybox:1");

            JsonNode up = new ObjectMapper().readTree(up(daemon, workspace));
            assertThat(up.path("outcome").asText()).isEqualTo("success");
            assertThat(up.path("remoteWorkspaceFolder").asText()).isEqualTo("/src");
            String script = "cat /tmp/steps; echo $REMOTE; pwd; echo made > made; exit 3";
            Jsec.Result ran = devcontainer(daemon, workspace, "exec", "sh", "-c", script);
            assertThat(ran.out())
                    .isEqualTo("on-create\npost-create\npost-start\nall of them\n/src\n");
            assertThat(ran.exit()).isEqualTo(3);
            assertThat(workspace.resolve("made")).hasContent("made\n");

            String container = up.path("containerId").asText();
            assertThat(daemon.docker("stop", "-t", "0", container).exit()).isZero();
            JsonNode again = new ObjectMapper().readTree(up(daemon, workspace));
            assertThat(again.path("containerId").asText()).isEqualTo(container);
            assertThat(devcontainer(daemon, workspace, "exec", "cat", "/tmp/steps").out())
                    .isEqualTo("on-create\npost-create\npost-start\npost-start\n");
            assertThat(daemon.docker("rm", "-f", container).exit()).isZero();
        }
    }

    private static Path node() {
        return Path.of("/usr/bin/node");
    }

    private String up(Daemon daemon, Path workspace) throws IOException {
        Jsec.Result result = devcontainer(daemon, workspace, "up");
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        return result.out();
    }

    private Jsec.Result devcontainer(Daemon daemon, Path workspace, String verb, String... words)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(node().toString());
        command.add(directory.resolve(PROGRAM).toString());
        command.addAll(List.of(verb, "--workspace-folder", workspace.toString()));
        command.addAll(List.of(words));
        return Jsec.finish(daemon.client(command), "");
    }
}
