package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of an engine that nobody looks at stays short. */
class EngineLogTest {
    @TempDir Path folder;

    @Test
    void a_full_file_becomes_the_older_one_and_is_emptied_in_its_place() throws Exception {
        EngineLog log = new EngineLog(folder.resolve("engine.log"));
        Files.writeString(log.file(), "x".repeat((int) EngineLog.BYTES_MAX + 1));
        Object inode = Files.getAttribute(log.file(), "unix:ino");
        Files.writeString(folder.resolve("engine.log.1"), "older");

        log.bound();

        assertThat(Files.size(log.file())).isZero();
        assertThat(Files.getAttribute(log.file(), "unix:ino")).isEqualTo(inode);
        assertThat(Files.size(folder.resolve("engine.log.1"))).isEqualTo(EngineLog.BYTES_MAX + 1);
    }

    @Test
    void a_file_with_room_is_left_alone() throws Exception {
        EngineLog log = new EngineLog(folder.resolve("engine.log"));
        Files.writeString(log.file(), "x".repeat((int) EngineLog.BYTES_MAX));

        log.bound();

        assertThat(Files.size(log.file())).isEqualTo(EngineLog.BYTES_MAX);
        assertThat(folder.resolve("engine.log.1")).doesNotExist();
    }

    @Test
    void a_file_that_is_gone_is_no_reason_to_fail() {
        new EngineLog(folder.resolve("missing")).bound();

        assertThat(folder.resolve("missing.1")).doesNotExist();
    }
}
