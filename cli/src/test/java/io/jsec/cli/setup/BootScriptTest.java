package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class BootScriptTest {
    private static final EngineIds IDS = new EngineIds(990, 990, 131_072, 2);

    @Test
    void a_command_that_fails_does_not_keep_the_next_from_running() {
        String script = BootScript.of(List.of(new DeviceMode("/dev/net/tun", 0666, "x")));
        assertThat(script)
                .startsWith("#!/bin/sh\n")
                .contains("chmod 0666 /dev/net/tun || status=1\n")
                .endsWith("exit $status\n");
    }

    @Test
    void words_the_shell_would_read_otherwise_are_quoted() {
        String directory = "/home/al ice/it's $(x)";
        Change change = new WorkspaceViews(directory, "n", List.of(0), "/run/w", IDS);
        assertThat(BootScript.of(List.of(change)))
                .contains("--dir '/home/al ice/it'\\''s $(x)' --name n");
    }

    @Test
    void what_lies_on_disk_is_not_made_again() {
        Change change = new TextFile("/etc/x", 0644, "text", "x");
        assertThat(BootScript.of(List.of(change))).doesNotContain("/etc/x");
    }
}
