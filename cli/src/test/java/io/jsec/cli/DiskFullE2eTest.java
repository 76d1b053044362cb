package io.jsec.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The engine's state on a real file system that is full, read-only or out of inodes: containers run
 * on, every answer is a sentence, and when there is room again everything works.
 */
@Tag("e2e")
class DiskFullE2eTest {
    private static final String USER = "jsectest";

    /** A writer that tells lost lines from late ones, and how it was ended. */
    private static final String WRITER =
            "trap 'exit 7' TERM; i=0; while :; do echo n $i end; i=$((i+1));"
                    + " [ $((i % 50)) != 0 ] || sleep 0.02; done";

    private static final String COMMIT = "/commit?container=source&repo=made&tag=1&pause=0";

    private static final Pattern LOST =
            Pattern.compile("\\[jsec: (\\d+) bytes of output were lost here]");

    @TempDir Path directory = Path.of("/");

    private @Nullable Daemon daemon;
    private Path tar = Path.of("/");

    @BeforeEach
    void prepare() throws IOException {
        Jsec.requireRoot();
        Jsec.run("chmod", "755", directory.toString());
        tar = Busybox.archive(directory, USER);
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

    private void start(String mount) throws IOException, InterruptedException {
        String script = mount + " " + home() + "; chown " + USER + " " + home();
        daemon = Daemon.within(script, directory, USER);
        assertThat(daemon.docker("import", tar.toString(), "busybox:1"))
                .extracting(Jsec.Result::exit)
                .isEqualTo(0);
    }

    private void tmpfs(String options) throws IOException, InterruptedException {
        start("mount -t tmpfs -o " + options + " tmpfs");
    }

    /** A file system with a journal, where writes that are late fail late. */
    private void ext4() throws IOException, InterruptedException {
        Path image = directory.resolve("ext4");
        Jsec.run("truncate", "-s", "48M", image.toString());
        Jsec.run("mkfs.ext4", "-q", "-m0", image.toString());
        start("mount -o loop,errors=remount-ro " + image);
    }

    private void inside(String script) {
        Jsec.run("nsenter", "-m", "-t", Long.toString(daemon().outer().pid()), "sh", "-c", script);
    }

    /** Takes every byte there is. */
    private void fill() {
        inside(
                "cat /dev/zero >"
                        + home()
                        + "/filler 2>/dev/null; dd if=/dev/zero bs=1 count=65536 of="
                        + home()
                        + "/rest 2>/dev/null; sync; cat /dev/zero >>"
                        + home()
                        + "/filler 2>/dev/null; true");
    }

    private void makeRoom() {
        inside("rm -f " + home() + "/filler " + home() + "/rest");
    }

    private String create(String name, String script) throws IOException {
        EngineApi.Answer answer = tryCreate(name, script);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("Id").asText();
    }

    private EngineApi.Answer tryCreate(String name, String script) throws IOException {
        return api().post(
                        "/containers/create?name=" + name,
                        "{\"Image\":\"busybox:1\",\"Cmd\":[\"sh\",\"-c\",\"" + script + "\"]}");
    }

    private void run(String name, String script) throws IOException {
        create(name, script);
        assertThat(api().post("/containers/" + name + "/start", "").status()).isEqualTo(204);
    }

    private JsonNode inspect(String name) throws IOException {
        EngineApi.Answer answer = api().get("/containers/" + name + "/json");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private long dropped(String name) throws IOException {
        return inspect(name).path("Jsec").path("LogDroppedBytes").asLong(-1);
    }

    /** An answer in Docker's form that says what is wrong. */
    private static void assertFull(EngineApi.Answer answer) throws IOException {
        String message = answer.json().path("message").asText();
        assertThat(answer.status()).as(message).isEqualTo(500);
        assertThat(message.toLowerCase(Locale.ROOT)).contains("no space left");
    }

    private String logs(String name) throws IOException {
        byte[] all = api().get("/containers/" + name + "/logs?stdout=1&stderr=1").body();
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at + 8 <= all.length) {
            int length = java.nio.ByteBuffer.wrap(all, at + 4, 4).getInt();
            text.append(new String(all, at + 8, length, ISO_8859_1));
            at += 8 + length;
        }
        return text.toString();
    }

    /** Between the lines there are, exactly those are missing whose loss is told. */
    private static void assertEveryLossIsTold(String text) {
        long next = 0;
        long told = 0;
        int losses = 0;
        for (String line : text.lines().toList()) {
            Matcher lost = LOST.matcher(line);
            if (lost.matches()) {
                told += Long.parseLong(lost.group(1));
                losses++;
                continue;
            }
            assertThat(line).matches("n \\d+ end");
            long number = Long.parseLong(line.split(" ", -1)[1]);
            long missing = 0;
            for (long i = next; i < number; i++) {
                missing += ("n " + i + " end\n").length();
            }
            assertThat(told).as("told before line " + number).isEqualTo(missing);
            told = 0;
            next = number + 1;
        }
        assertThat(losses).isPositive();
    }

    private void assertLogSurvives() throws IOException, InterruptedException {
        run("writer", WRITER);
        Until.holds(() -> logs("writer").contains("n 100 end"));
        long pid = inspect("writer").path("State").path("Pid").asLong();

        fill();
        Until.holds(() -> dropped("writer") > 0);

        long lost = dropped("writer");
        assertThat(inspect("writer").path("State").path("Pid").asLong()).isEqualTo(pid);
        assertThat(inspect("writer").path("Jsec").path("LogError").asText())
                .containsIgnoringCase("no space left");
        Until.holds(() -> dropped("writer") > lost);
        makeRoom();
        Until.holds(() -> LOST.matcher(logs("writer")).find());
        EngineApi.Answer stopped = api().post("/containers/writer/stop", "");
        assertThat(stopped.status()).as(stopped.text()).isEqualTo(204);
        JsonNode ended = inspect("writer");
        assertThat(ended.path("State").path("ExitCode").asInt()).isEqualTo(7);
        assertThat(ended.path("Jsec").path("LogError").asText()).isEmpty();
        String text = logs("writer");
        assertEveryLossIsTold(text);
        long all = LOST.matcher(text).results().mapToLong(r -> Long.parseLong(r.group(1))).sum();
        assertThat(dropped("writer")).isEqualTo(all);
    }

    // Promise P29
    @Test
    void a_container_that_writes_runs_on_and_its_log_says_what_it_misses() throws Exception {
        tmpfs("size=24m");
        assertLogSurvives();
    }

    @Test
    void so_it_is_on_a_file_system_with_a_journal() throws Exception {
        ext4();
        assertLogSurvives();
    }

    // Promise P29
    @Test
    void what_needs_room_is_refused_in_a_sentence_and_leaves_nothing() throws Exception {
        tmpfs("size=24m");
        create("made", "true");
        fill();

        EngineApi.Answer started = api().post("/containers/made/start", "");
        assertFull(started);
        assertThat(inspect("made").path("State").path("Status").asText()).isEqualTo("created");
        // A reserve takes small records, and ends.
        EngineApi.Answer refused = tryCreate("more0", "true");
        for (int i = 1; i < 2000 && refused.status() == 201; i++) {
            refused = tryCreate("more" + i, "true");
        }
        assertThat(refused.status()).as("it ends").isNotEqualTo(201);
        assertFull(refused);
        int count = api().get("/containers/json?all=1").json().size();

        makeRoom();
        assertThat(api().post("/containers/made/start", "").status()).isEqualTo(204);
        String again = create("again", "exit 3");
        assertThat(again).isNotEmpty();
        assertThat(api().get("/containers/json?all=1").json()).hasSize(count + 1);
        assertStateIsWhole(count + 1);
    }

    @Test
    void an_engine_that_is_killed_then_comes_back_all_the_same() throws Exception {
        tmpfs("size=24m");
        run("idle", "sleep 1000");
        run("ending", "while [ ! -e /tmp/go ]; do sleep 0.1; done; exit 4");
        assertThat(daemon().docker("exec", "ending", "true").exit()).isZero();
        fill();
        ProcessHandle engine = daemon().engine();

        engine.destroyForcibly();

        Until.holds(() -> !engine.isAlive());
        Until.holds(() -> daemon().docker("version").exit() == 0, () -> daemon().log());
        assertThat(inspect("idle").path("State").path("Status").asText()).isEqualTo("running");
        makeRoom();
        assertThat(daemon().docker("exec", "ending", "mkdir", "/tmp/go").exit()).isZero();
        Until.holds(() -> inspect("ending").path("State").path("ExitCode").asInt() == 4);
        assertStateIsWhole(2);
    }

    /** Another engine finds the same containers, with files each, and no others. */
    private void assertStateIsWhole(int containers) throws IOException, InterruptedException {
        ProcessHandle engine = daemon().engine();
        engine.destroyForcibly();
        Until.holds(() -> !engine.isAlive());
        Until.holds(() -> daemon().docker("version").exit() == 0);
        assertThat(api().get("/containers/json?all=1").json()).hasSize(containers);
        Path files = daemon().seen(home().resolve(".local/share/jsec/store/engine"));
        try (var all = Files.list(files)) {
            assertThat(all.count()).isEqualTo(containers);
        }
    }

    @Test
    void containers_can_be_stopped_ended_and_removed_which_makes_room() throws Exception {
        tmpfs("size=24m");
        run("idle", "sleep 1000");
        run("quick", "sleep 1000");
        run("hog", "cat /dev/zero >/tmp/big; sleep 1000");
        fill();

        EngineApi.Answer stopped = api().post("/containers/idle/stop?t=0", "");
        assertThat(stopped.status()).as(stopped.text()).isEqualTo(204);
        assertThat(inspect("idle").path("State").path("ExitCode").asInt()).isEqualTo(137);
        EngineApi.Answer killed = api().post("/containers/quick/kill", "");
        assertThat(killed.status()).as(killed.text()).isEqualTo(204);
        for (String name : new String[] {"idle", "quick", "hog"}) {
            EngineApi.Answer removed = api().delete("/containers/" + name + "?force=1");
            assertThat(removed.status()).as(name + " " + removed.text()).isEqualTo(204);
        }

        assertThat(api().get("/containers/json?all=1").json()).isEmpty();
        makeRoom();
        assertStateIsWhole(0);
    }

    @Test
    void one_can_look_into_a_container_and_make_room_there() throws Exception {
        tmpfs("size=24m");
        run("hog", "cat /dev/zero >/tmp/big; sleep 1000");
        Until.holds(() -> daemon().docker("exec", "hog", "df", "/").out().contains("100%"));

        assertThat(daemon().docker("exec", "hog", "rm", "/tmp/big").exit()).isZero();

        create("again", "true");
    }

    @Test
    void an_image_that_does_not_fit_leaves_nothing_of_itself() throws Exception {
        tmpfs("size=16m");
        Path archive = directory.resolve("image.tar");
        Path big = Files.createDirectories(directory.resolve("big"));
        Jsec.run("dd", "if=/dev/urandom", "of=" + big + "/file", "bs=1M", "count=12");
        Jsec.run("tar", "-C", big.toString(), "-cf", archive.toString(), ".");
        long before = used();

        Jsec.Result imported = daemon().docker("import", archive.toString(), "big:1");

        assertThat(imported.exit()).isNotZero();
        assertThat(imported.err()).containsIgnoringCase("no space left");
        assertThat(daemon().docker("images", "-q").out().lines()).hasSize(1);
        Until.holds(() -> used() <= before + 64 * 1024, () -> used() + " after " + before);
        run("works", "sleep 1000");
    }

    @Test
    void a_commit_that_does_not_fit_is_refused_and_leaves_nothing_of_itself() throws Exception {
        tmpfs("size=24m");
        run("source", "dd if=/dev/zero of=/big bs=64k count=60 2>/dev/null; sleep 1000");
        Until.holds(() ->
                daemon().docker("exec", "source", "stat", "-c", "%s", "/big")
                        .out()
                        .contains("3932160"));
        fill();

        EngineApi.Answer committed = api().post(COMMIT, "{}");

        assertFull(committed);
        assertThat(daemon().docker("images", "-q").out().lines()).hasSize(1);
        makeRoom();
        assertThat(api().post(COMMIT, "{}").status()).isEqualTo(201);
    }

    private long used() throws IOException {
        var store = Files.getFileStore(daemon().seen(home()));
        return store.getTotalSpace() - store.getUnallocatedSpace();
    }

    @Test
    void a_file_system_that_fails_and_becomes_read_only_stops_nothing_that_runs() throws Exception {
        ext4();
        run("idle", "trap 'exit 9' TERM; while :; do sleep 0.1; done");
        long engine = daemon().engine().pid();
        // As the kernel does where a disk lies: the file system is read-only from then on.
        inside(
                "disk=$(df "
                        + home()
                        + " | tail -1 | cut -d ' ' -f 1); echo 1"
                        + " >/sys/fs/ext4/${disk#/dev/}/trigger_fs_error");

        EngineApi.Answer refused = tryCreate("more", "true");
        assertThat(refused.status()).as(refused.text()).isEqualTo(500);
        assertThat(refused.json().path("message").asText()).isNotBlank();
        assertThat(inspect("idle").path("State").path("Status").asText()).isEqualTo("running");
        EngineApi.Answer stopped = api().post("/containers/idle/stop", "");
        assertThat(stopped.status()).as(stopped.text()).isEqualTo(204);
        assertThat(inspect("idle").path("State").path("ExitCode").asInt()).isEqualTo(9);
        assertThat(daemon().engine().pid()).isEqualTo(engine);
    }

    @Test
    void where_no_file_can_be_made_any_more_containers_run_on() throws Exception {
        tmpfs("size=64m,nr_inodes=400");
        run("writer", WRITER);
        Until.holds(() -> logs("writer").contains("n 100 end"));
        inside("touch $(seq -f " + home() + "/inode%g 1000) 2>/dev/null; true");

        assertFull(tryCreate("more", "true"));
        String before = logs("writer");
        Until.holds(() -> logs("writer").length() > before.length());

        inside("rm -f " + home() + "/inode*");
        create("again", "true");
        assertThat(api().post("/containers/writer/stop", "").status()).isEqualTo(204);
        assertStateIsWhole(2);
    }
}
