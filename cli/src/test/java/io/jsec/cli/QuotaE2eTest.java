package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine's state where a quota is used up while the disk has room: EDQUOT, which is not the
 * ENOSPC of a full one.
 */
@Tag("e2e")
class QuotaE2eTest {
    private static final String USER = "jsectest";

    @TempDir Path directory = Path.of("/");

    private @Nullable Daemon daemon;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        assumeTrue(
                Files.isExecutable(Path.of("/usr/sbin/mkfs.btrfs")),
                "no-quota: btrfs-progs is not installed");
        assumeTrue(
                Files.readString(Path.of("/proc/filesystems")).contains("btrfs"),
                "no-quota: this kernel has no btrfs");
        Jsec.run("chmod", "755", directory.toString());
        Path tar = Busybox.archive(directory, USER);
        Path image = directory.resolve("btrfs");
        Jsec.run("truncate", "-s", "300M", image.toString());
        Jsec.run("mkfs.btrfs", "-q", image.toString());
        String mount =
                "mount -o loop "
                        + image
                        + " HOME; btrfs quota enable HOME; btrfs qgroup limit 32M HOME >/dev/null;"
                        + " chown "
                        + USER
                        + " HOME";
        daemon = Daemon.within(mount.replace("HOME", home().toString()), directory, USER);
        daemon.importRoot(tar, "busybox:1");
    }

    @AfterEach
    void end() throws IOException {
        if (daemon != null) {
            daemon.close();
        }
    }

    private Daemon daemon() {
        return Objects.requireNonNull(daemon);
    }

    private EngineApi api() {
        return new EngineApi(daemon().socket());
    }

    private Path home() {
        return directory.resolve("home");
    }

    private void inside(String script) {
        Jsec.run("nsenter", "-m", "-t", Long.toString(daemon().outer().pid()), "sh", "-c", script);
    }

    /** Takes every byte of the quota, and proves that it was a quota. */
    private void fill() {
        Path said = directory.resolve("said");
        String script =
                "cd HOME; for size in 1M 64k 4k; do for i in $(seq 40); do"
                        + " dd if=/dev/urandom bs=$size count=1 conv=fsync of=fill$size-$i"
                        + " 2>SAID || break; done; done; grep 'quota exceeded' SAID";
        inside(script.replace("HOME", home().toString()).replace("SAID", said.toString()));
    }

    private EngineApi.Answer create(String name, String script) throws IOException {
        return api().post(
                        "/containers/create" + (name.isEmpty() ? "" : "?name=" + name),
                        "{\"Image\":\"busybox:1\",\"Cmd\":[\"sh\",\"-c\",\"" + script + "\"]}");
    }

    private String status(String name) throws IOException {
        return api().get("/containers/" + name + "/json")
                .json()
                .path("State")
                .path("Status")
                .asText();
    }

    @Test
    void a_used_up_quota_stops_nothing_is_said_in_words_and_ends_with_room() throws Exception {
        String writer = "while :; do echo line; sleep 0.01; done";
        assertThat(create("writer", writer).status()).isEqualTo(201);
        assertThat(api().post("/containers/writer/start", "").status()).isEqualTo(204);
        fill();

        EngineApi.Answer refused = create("more0", "true");
        for (int i = 1; i < 2000 && refused.status() == 201; i++) {
            refused = create("more" + i, "true");
        }
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.json().path("message").asText()).containsIgnoringCase("quota");
        assertThat(status("writer")).isEqualTo("running");
        Until.holds(() ->
                api().get("/containers/writer/json")
                                .json()
                                .path("Jsec")
                                .path("LogDroppedBytes")
                                .asLong()
                        > 0);

        inside("rm -f " + home() + "/fill*; sync");
        assertThat(api().post("/containers/writer/stop?t=0", "").status()).isEqualTo(204);
        assertThat(status("writer")).isEqualTo("exited");
        // The file system counts what was removed some time later.
        Until.holds(() -> create("", "true").status() == 201);
        assertThat(daemon().docker("run", "--rm", "busybox:1", "sh", "-c", "exit 3").exit())
                .isEqualTo(3);
    }
}
