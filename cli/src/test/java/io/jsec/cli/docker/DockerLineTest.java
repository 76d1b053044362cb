package io.jsec.cli.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.cli.client.FakeEngine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What verbs ask of an engine, in which order, and what they print. */
class DockerLineTest {
    private static final String ID = "ab".repeat(32);
    private static final byte[] UPGRADED =
            "HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n"
                    .getBytes(US_ASCII);

    @TempDir Path folder;

    private FakeEngine engine;
    private Shell shell;

    @BeforeEach
    void start_an_engine() throws IOException {
        engine = FakeEngine.start(folder);
        shell = new Shell(engine, folder);
    }

    @AfterEach
    void stop_it() {
        engine.close();
    }

    @Test
    void ps_prints_dockers_columns_and_ages_by_the_clock() {
        engine.answer(
                "GET /containers/json",
                200,
                """
                [{"Id":"%s","Names":["/web","/other/web"],"Image":"bb:1@sha256:00","ImageID":"x",
                "Command":"sleep 1000 and much more","Created":1795953420,"State":"running",
                "Status":"Up 3 minutes","Labels":{"b":"2","a":"1"},"SizeRw":0,"Mounts":[],
                "Ports":[{"IP":"0.0.0.0","PrivatePort":80,"PublicPort":8080,"Type":"tcp"},
                {"PrivatePort":90,"Type":"tcp"},{"PrivatePort":91,"Type":"tcp"}]}]
                """
                        .formatted(ID));
        assertThat(shell.run("ps")).isZero();
        assertThat(shell.out())
                .isEqualTo(
                        "CONTAINER ID   IMAGE     COMMAND                  CREATED         STATUS"
                                + "         PORTS                             NAMES\n"
                                + "abababababab   bb:1      \"sleep 1000 and much…\""
                                + "   3 minutes ago   Up 3 minutes"
                                + "   90-91/tcp, 0.0.0.0:8080->80/tcp   web\n");
        assertThat(engine.lines()).containsExactly("GET /v1.50/containers/json");
    }

    @Test
    void filters_are_sent_as_a_map_and_the_last_n_limit_the_list() {
        engine.answer("GET /containers/json", 200, "[]");
        shell.run("ps", "-n", "3", "-f", "name=b", "--filter", "name=a", "-f", "Status = up");
        assertThat(engine.lines())
                .containsExactly(
                        "GET /v1.50/containers/json?limit=3&filters=%7B%22name%22%3A%7B%22a%22%3A"
                                + "true%2C%22b%22%3Atrue%7D%2C%22status%22%3A%7B%22up%22%3Atrue%7D"
                                + "%7D");
    }

    @Test
    void run_attaches_and_waits_before_it_starts() {
        FakeRun.on(engine, ID, 7);
        assertThat(shell.run("run", "--rm", "bb:1", "true")).isEqualTo(7);
        assertThat(shell.out()).isEqualTo("hi\n");
        assertThat(engine.lines())
                .containsExactly(
                        "POST /v1.50/containers/create",
                        "POST /v1.50/containers/" + ID + "/attach?stream=1&stdout=1&stderr=1",
                        "POST /v1.50/containers/" + ID + "/wait?condition=removed",
                        "POST /v1.50/containers/" + ID + "/start");
    }

    @Test
    void run_in_the_background_prints_the_id_and_attaches_nothing() {
        FakeRun.on(engine, ID, 0);
        assertThat(shell.run("run", "-d", "--name", "x", "bb:1")).isZero();
        assertThat(shell.out()).isEqualTo(ID + "\n");
        assertThat(engine.lines())
                .containsExactly(
                        "POST /v1.50/containers/create?name=x",
                        "POST /v1.50/containers/" + ID + "/start");
        assertThat(engine.asked().getFirst().body())
                .contains("\"AttachStdout\":false", "\"StdinOnce\":false");
    }

    @Test
    void input_reaches_the_container_and_its_end_too() {
        FakeRun.on(engine, ID, 0);
        engine.answer(
                "POST /containers/" + ID + "/attach",
                (in, out) -> {
                    out.write(UPGRADED);
                    byte[] got = in.readAllBytes();
                    byte[] head = {1, 0, 0, 0, 0, 0, 0, (byte) got.length};
                    out.write(head);
                    out.write(got);
                });
        assertThat(shell.fed("all of it").run("run", "-i", "bb:1", "cat")).isZero();
        assertThat(shell.out()).isEqualTo("all of it");
    }

    @ParameterizedTest
    @CsvSource({
        "exec: \"x\": executable file not found in $PATH,127",
        "stat /x: no such file or directory,127",
        "exec /etc: permission denied,126",
        "exec /etc: is a directory,126",
        "something else,125"
    })
    void a_start_that_fails_ends_with_dockers_exit_codes(String message, int exit) {
        FakeRun.on(engine, ID, 0);
        engine.answer(
                "POST /containers/" + ID + "/start",
                400,
                "{\"message\":\"" + message.replace("\"", "\\\"") + "\"}");
        assertThat(shell.run("run", "bb:1", "x")).isEqualTo(exit);
        assertThat(shell.err()).contains("Error response from daemon: " + message);
    }

    @Test
    void a_missing_image_is_fetched_and_the_container_made_again() {
        FakeRun.on(engine, ID, 0);
        boolean[] there = {false};
        engine.answer(
                "POST /containers/create",
                (in, out) ->
                        out.write(
                                there[0]
                                        ? FakeEngine.plain(201, "{\"Id\":\"" + ID + "\"}")
                                        : FakeEngine.plain(
                                                404, "{\"message\":\"No such image: bb:1\"}")));
        engine.answer(
                "POST /images/create",
                (in, out) -> {
                    there[0] = true;
                    out.write(FakeEngine.plain(200, "{\"status\":\"Pulling\",\"id\":\"1\"}\r\n"));
                });
        assertThat(shell.run("create", "bb")).isZero();
        assertThat(shell.out()).isEqualTo(ID + "\n");
        assertThat(shell.err()).isEqualTo("Unable to find image 'bb:latest' locally\n1: Pulling\n");
        assertThat(engine.lines())
                .contains(
                        "POST /v1.50/images/create?fromImage=docker.io%2Flibrary%2Fbb&tag=latest");
    }

    @Test
    void a_missing_image_is_not_fetched_with_pull_never() {
        engine.answer("POST /containers/create", 404, "{\"message\":\"No such image: bb:1\"}");
        assertThat(shell.run("run", "--pull=never", "bb:1")).isEqualTo(125);
        assertThat(shell.err()).isEqualTo("Error response from daemon: No such image: bb:1\n");
        assertThat(engine.lines()).hasSize(1);
    }

    @Test
    void the_id_file_is_made_once_and_not_left_empty() throws IOException {
        FakeRun.on(engine, ID, 0);
        Path file = folder.resolve("id");
        assertThat(shell.run("create", "--cidfile", "id", "bb:1")).isZero();
        assertThat(file).hasContent(ID);
        assertThat(shell.run("run", "--cidfile", "id", "bb:1")).isEqualTo(125);
        assertThat(shell.err()).startsWith("container ID file found");
        Files.delete(file);
        engine.answer("POST /containers/create", 400, "{\"message\":\"no\"}");
        assertThat(shell.run("run", "--cidfile", "id", "bb:1")).isEqualTo(125);
        assertThat(file).doesNotExist();
    }

    @Test
    void a_terminal_is_refused_where_input_is_none() {
        assertThat(shell.run("run", "-it", "bb:1")).isEqualTo(1);
        assertThat(shell.err()).isEqualTo("the input device is not a TTY\n");
        assertThat(engine.lines()).isEmpty();
    }

    @Test
    void exec_reads_the_exit_code_after_the_stream() {
        engine.answer("GET /containers/web/json", 200, "{\"Id\":\"" + ID + "\"}");
        engine.answer("POST /containers/" + ID + "/exec", 201, "{\"Id\":\"e1\"}");
        engine.answer(
                "POST /exec/e1/start",
                (in, out) -> {
                    out.write(UPGRADED);
                    out.write(new byte[] {2, 0, 0, 0, 0, 0, 0, 3, 'b', 'a', 'd'});
                });
        engine.answer("GET /exec/e1/json", 200, "{\"ExitCode\":4}");
        assertThat(shell.run("exec", "-e", "HOME", "-u", "1", "web", "ls", "-a")).isEqualTo(4);
        assertThat(shell.err()).isEqualTo("bad");
        assertThat(engine.asked().get(1).body())
                .contains(
                        "\"Cmd\":[\"ls\",\"-a\"]", "\"Env\":[\"HOME=/home/me\"]", "\"User\":\"1\"");
        assertThat(engine.asked().get(2).body()).isEqualTo("{\"Detach\":false,\"Tty\":false}");
    }

    @Test
    void what_the_engine_refuses_for_one_name_is_told_and_the_others_go_on() {
        engine.answer("POST /containers/a/stop", 404, "{\"message\":\"No such container: a\"}");
        engine.answer("POST /containers/b/stop", 204, "");
        assertThat(shell.run("stop", "-t", "5", "a", "-s", "INT", "b")).isEqualTo(1);
        assertThat(shell.out()).isEqualTo("b\n");
        assertThat(shell.err()).isEqualTo("Error response from daemon: No such container: a\n");
        assertThat(engine.lines())
                .containsExactly(
                        "POST /v1.50/containers/a/stop?signal=INT&t=5",
                        "POST /v1.50/containers/b/stop?signal=INT&t=5");
    }

    @Test
    void inspect_prints_the_engines_own_bytes_indented() {
        engine.answer("GET /containers/x/json", 404, "{\"message\":\"no\"}");
        engine.answer(
                "GET /images/x/json", 200, "{\"a\":1.50,\"b\":\"\\u003c\\\"\",\"c\":[],\"d\":{}}");
        assertThat(shell.run("inspect", "x", "y")).isEqualTo(1);
        assertThat(shell.out())
                .isEqualTo(
                        """
                        [
                            {
                                "a": 1.50,
                                "b": "\\u003c\\"",
                                "c": [],
                                "d": {}
                            }
                        ]
                        """);
        assertThat(shell.err()).isEqualTo("Error: No such object: y\n");
    }

    @Test
    void progress_ends_with_the_error_that_comes_within_it() {
        engine.answer(
                "POST /images/load",
                200,
                "{\"stream\":\"Loaded\\n\"}\n{\"errorDetail\":{\"message\":\"bad tar\"}}\n");
        assertThat(shell.fed("x").run("load")).isEqualTo(1);
        assertThat(shell.out()).isEqualTo("Loaded\n");
        assertThat(shell.err()).isEqualTo("bad tar\n");
        assertThat(engine.asked().getFirst().body()).isEqualTo("x");
    }

    @Test
    void an_archive_is_written_whole_or_not_at_all() throws IOException {
        Path file = Files.writeString(folder.resolve("a.tar"), "old");
        engine.answer(
                "GET /containers/x/export",
                (in, out) ->
                        out.write(
                                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"
                                        .getBytes(US_ASCII)));
        assertThat(shell.run("export", "-o", "a.tar", "x")).isEqualTo(1);
        assertThat(file).hasContent("old");
        engine.answer("GET /containers/x/export", 200, "new");
        assertThat(shell.run("export", "-o", "a.tar", "x")).isZero();
        assertThat(file).hasContent("new");
    }

    @Test
    void prune_asks_first_and_takes_nothing_but_yes() {
        engine.answer("POST /containers/prune", 200, "{\"SpaceReclaimed\":5}");
        assertThat(shell.fed("n\n").run("container", "prune")).isZero();
        assertThat(engine.lines()).isEmpty();
        assertThat(shell.out())
                .isEqualTo(
                        "WARNING! This will remove all stopped containers.\n"
                                + "Are you sure you want to continue? [y/N] ");
        assertThat(shell.fed("Y\n").run("container", "prune")).isZero();
        assertThat(shell.out()).endsWith("Total reclaimed space: 5B\n");
    }

    @Test
    void words_of_the_engine_cannot_steer_a_terminal() {
        engine.answer("POST /containers/a/pause", 500, "{\"message\":\"\\u001b[2J\\u009bm\"}");
        assertThat(shell.run("pause", "a")).isEqualTo(1);
        assertThat(shell.err()).isEqualTo("Error response from daemon: \\x1b[2J\\x9bm\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ps --nosuch|125|unknown flag: --nosuch",
                "ps -Z|125|unknown shorthand flag: 'Z' in -Z",
                "ps -n|125|flag needs an argument: 'n' in -n",
                "ps --last|125|flag needs an argument: --last",
                "ps -n x|125|invalid argument \"x\" for \"-n, --last\" flag",
                "ps --all=maybe|125|invalid argument \"maybe\" for \"-a, --all\" flag",
                "ps -f bad|125|invalid argument \"bad\" for \"-f, --filter\" flag",
                "ps word|1|\"jsec ps\" accepts no arguments.",
                "rm|1|\"jsec rm\" requires at least 1 argument.",
                "rename a|1|\"jsec rename\" requires 2 arguments.",
                "port a b c|1|\"jsec port\" requires at least 1 and at most 2 arguments.",
                "inspect -f {{foo}} x|64|template parsing error: template: :1:2: function",
                "ps --format {{foo|1|failed to parse template: template: :1:0: unclosed action",
                "tag a Bad|1|repository name must be lowercase",
                "run --detach-keys foo bb|125|Invalid escape keys (foo) provided",
                "run --disable-content-trust=false bb|125|--disable-content-trust=false refused",
                "run --use-api-socket bb|125|--use-api-socket refused",
                "cp a:x b:y|1|copying between containers is not supported",
                "cp /a /b|1|must specify at least one container source",
            })
    void a_wrong_command_line_ends_as_dockers_does(String line, int exit, String message) {
        engine.answer("GET /containers/json", 200, "[]");
        assertThat(shell.run(line.split(" ", -1))).as(shell.err()).isEqualTo(exit);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err()).contains(message);
    }
}
