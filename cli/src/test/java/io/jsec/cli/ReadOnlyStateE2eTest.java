package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine's state where nothing can be written for a while: EROFS. What a mount with open files
 * cannot become, one over it is: whatever the engine opens anew lies on a read-only file system.
 */
@Tag("e2e")
class ReadOnlyStateE2eTest {
    private static final String USER = "jsectest";
    private static final String COUNTER =
            "trap 'exit 9' TERM; i=0; while :; do echo line $i; i=$((i+1)); sleep 0.05; done";

    @TempDir Path directory = Path.of("/");

    private @Nullable Daemon daemon;
    private Path tar = Path.of("/");

    @BeforeEach
    void start() throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.requireDocker();
        Jsec.run("chmod", "755", directory.toString());
        tar = Busybox.archive(directory, USER);
        daemon = Daemon.start(directory, USER);
        daemon().importRoot(tar, "busybox:1");
        ok("run", "-d", "--name", "counter", "busybox:1", "sh", "-c", COUNTER);
        ok("create", "--name", "made", "busybox:1", "true");
        Until.holds(() -> lines() > 1);
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

    private String ok(String... words) throws IOException {
        Jsec.Result result = daemon().docker(words);
        assertThat(result.exit()).as(String.join(" ", words) + ": " + result.err()).isZero();
        return result.out().strip();
    }

    private long lines() throws IOException {
        return ok("logs", "counter").lines().count();
    }

    private String counter() throws IOException {
        return ok("inspect", "-f", "{{.State.Status}} {{.State.Pid}}", "counter");
    }

    private List<String> objects() throws IOException {
        return List.of(
                ok("ps", "-a", "--format", "{{.Names}} {{.State}}"),
                ok("images", "--format", "{{.Repository}}:{{.Tag}}"),
                ok("volume", "ls", "-q"));
    }

    private void inside(ProcessHandle process, String script) {
        Jsec.run("nsenter", "-m", "-t", Long.toString(process.pid()), "sh", "-c", script);
    }

    private void readOnly(ProcessHandle process) {
        Path home = directory.resolve("home");
        inside(
                process,
                "mount --bind " + home + " " + home + " && mount -o remount,bind,ro " + home);
    }

    private void writable(ProcessHandle process) {
        inside(process, "umount " + directory.resolve("home"));
    }

    private void assertRefused(String... words) throws IOException {
        Jsec.Result refused = daemon().docker(words);
        assertThat(refused.exit()).as(String.join(" ", words)).isNotZero();
        assertThat(refused.err().toLowerCase(Locale.ROOT))
                .as(String.join(" ", words))
                .contains("read-only file system");
    }

    // Promise P88
    @Test
    void what_needs_to_be_written_is_refused_and_everything_else_goes_on() throws Exception {
        ProcessHandle engine = daemon().engine();
        String running = counter();
        List<String> before = objects();
        readOnly(engine);

        assertRefused("run", "--name", "more", "busybox:1", "true");
        assertRefused("create", "--name", "more", "busybox:1", "true");
        assertRefused("volume", "create", "more");
        assertRefused("tag", "busybox:1", "more:1");
        assertRefused("import", tar.toString(), "more:1");
        assertRefused("commit", "--pause=false", "counter", "more:1");
        assertThat(objects()).isEqualTo(before);
        assertThat(counter()).isEqualTo(running);
        long seen = lines();
        Until.holds(() -> lines() > seen);
        assertThat(ok("exec", "counter", "echo", "inside")).isEqualTo("inside");
        assertThat(ok("top", "counter")).contains("sleep");
        Path copy = directory.resolve("run/copy");
        ok("cp", "counter:/bin/sh", copy.toString());
        assertThat(Files.exists(copy, java.nio.file.LinkOption.NOFOLLOW_LINKS)).isTrue();
        assertRefused("start", "made");
        assertThat(daemon().engine().pid()).isEqualTo(engine.pid());

        writable(engine);
        assertThat(counter()).isEqualTo(running);
        ok("start", "made");
        ok("volume", "create", "more");
        ok("tag", "busybox:1", "more:1");
        assertThat(daemon().docker("run", "--rm", "busybox:1", "sh", "-c", "exit 3").exit())
                .isEqualTo(3);
        assertStops();
    }

    @Test
    void a_container_can_be_stopped_and_is_removed_when_its_files_can_be() throws Exception {
        ProcessHandle engine = daemon().engine();
        readOnly(engine);

        ok("stop", "counter");
        assertThat(ok("inspect", "-f", "{{.State.ExitCode}}", "counter")).isEqualTo("9");
        assertRefused("rm", "counter");

        writable(engine);
        ok("rm", "counter");
        assertThat(ok("ps", "-aq", "--filter", "name=counter")).isEmpty();
    }

    // Promise P88
    @Test
    void an_engine_that_cannot_begin_again_says_why_and_containers_wait_for_it() throws Exception {
        ProcessHandle engine = daemon().engine();
        ProcessHandle launcher = engine.parent().orElseThrow();
        String running = counter();
        long seen = lines();
        readOnly(launcher);

        engine.destroyForcibly();
        Until.holds(() -> daemon().log().contains("8 deaths in a row"));
        Process waiting = daemon().client(List.of("docker", "ps", "-q"));
        assertThat(daemon().log())
                .contains("JSEC-C-035 the state in ")
                .contains("Read-only file system. Instead: a file system that can be written")
                .doesNotContain("a bug of jsec");
        // One that does not mend is tried less often.
        Until.holds(() -> daemon().log().contains("started again in 3200 ms"));
        assertThat(waiting.isAlive()).isTrue();

        writable(launcher);
        Jsec.Result served = Jsec.finish(waiting, "");
        assertThat(served.exit()).as(served.err()).isZero();
        assertThat(served.out().strip()).isNotEmpty();
        assertThat(counter()).isEqualTo(running);
        Until.holds(() -> lines() > seen);
        assertEveryLineIsThere();
        assertStops();
    }

    /** What it wrote meanwhile was kept by the launcher. */
    private void assertEveryLineIsThere() throws IOException {
        List<String> all = ok("logs", "counter").lines().toList();
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i)).isEqualTo("line " + i);
        }
    }

    private void assertStops() throws IOException {
        ok("stop", "counter");
        assertThat(ok("inspect", "-f", "{{.State.ExitCode}}", "counter")).isEqualTo("9");
    }
}
