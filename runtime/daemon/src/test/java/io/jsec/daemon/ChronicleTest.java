package io.jsec.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.journal.Entry;
import io.jsec.journal.Head;
import io.jsec.journal.ObjectId;
import io.jsec.journal.Receipt;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What of a call is in the journal, and what a journal that takes nothing does to it. */
@Timeout(60)
class ChronicleTest {
    private static final String WEB = "container/" + FakeContainers.ID;

    @TempDir Path folder;

    private ServedApi api;

    @BeforeEach
    void serve() throws IOException {
        api = new ServedApi(folder);
    }

    @AfterEach
    void end() {
        api.close();
    }

    private void serveRequired() throws IOException {
        api.close();
        api = new ServedApi(Files.createDirectory(folder.resolve("required")), true);
    }

    private Entry.Mutation change() throws InterruptedException {
        return (Entry.Mutation) api.journal.next();
    }

    private static String text(List<ObjectId> objects) {
        return String.join(" ", objects.stream().map(ObjectId::text).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "POST | /v1.50/containers/web/start | - | /containers/{id}/start | 204 | CONTAINER",
                "POST | /containers/web/rename?name=new | - | /containers/{id}/rename | 204 |"
                        + " CONTAINER container/new",
                "DELETE | /containers/web?force=1 | - | /containers/{id} | 204 | CONTAINER",
                "POST | /containers/gone/stop | - | /containers/{id}/stop | 404 | container/gone",
                "POST | /containers/create?name=n | {\"Image\":\"busybox:1\"} |"
                        + " /containers/create | 201 | container/n image/busybox:1 CONTAINER",
                "POST | /containers/web/exec | {\"Cmd\":[\"true\"]} | /containers/{id}/exec | 201 |"
                        + " CONTAINER EXEC",
                "POST | /images/busybox:1/tag?repo=shop/a&tag=2 | - | /images/{name}/tag | 201 |"
                        + " image/busybox:1 image/shop/a:2",
                "DELETE | /images/busybox:1 | - | /images/{name} | 200 | image/busybox:1 IMAGE",
                "POST | /commit?container=web&repo=shop/b | {} | /commit | 201 |"
                        + " CONTAINER image/shop/b IMAGE",
                "POST | /images/create?fromSrc=-&repo=r | tar | /images/create | 200 |"
                        + " image/r IMAGE",
                "POST | /images/load | tar | /images/load | 200 |"
                        + " image/busybox:1 image/busybox:stable IMAGE",
                "POST | /volumes/create | {\"Name\":\"data\"} | /volumes/create | 201 |"
                        + " volume/data",
                "DELETE | /volumes/data | - | /volumes/{name} | 204 | volume/data",
                "POST | /volumes/prune | - | /volumes/prune | 200 | volume/old",
                "POST | /networks/create | {} | /networks/create | 501 | -",
                "POST | /plugins/pull | - | /plugins/pull | 501 | -",
            })
    void a_change_is_written_with_what_it_is_about(
            String method, String target, String body, String route, int status, String objects)
            throws Exception {
        int answered = api.call(method, target, body == null ? "" : body).status();

        Entry.Mutation change = change();
        assertThat(change.route().text()).isEqualTo(route);
        assertThat(change.method()).hasToString(method);
        assertThat(change.status()).isEqualTo(status).isEqualTo(answered);
        assertThat(change.intent()).isEmpty();
        assertThat(text(change.objects()))
                .isEqualTo(
                        objects == null
                                ? ""
                                : objects.replace("CONTAINER", WEB)
                                        .replace("EXEC", "exec/" + "e".repeat(64))
                                        .replace("IMAGE", "image/sha256:" + FakeContainers.ID));
        assertThat(change.who().text()).isEqualTo(reader());
        assertThat(api.journal.isEmpty()).isTrue();
        assertThat(api.journal.drainReads()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET | /v1.44/containers/web/json?secret=hidden | /containers/{id}/json",
                "HEAD | /_ping | /_ping",
                "GET | /containers/gone/json | /containers/{id}/json",
                "POST | /containers/web/resize?h=3&w=4 | /containers/{id}/resize",
                "POST | /auth | /auth",
            })
    void what_changes_nothing_is_counted_by_its_route(String method, String target, String route)
            throws IOException {
        ServedApi.Answer answer = api.call(method, target, "");

        assertThat(answer.status()).isPositive();
        assertThat(api.journal.drainReads()).containsExactly(reader() + " " + route);
        assertThat(api.journal.isEmpty()).isTrue();
    }

    private static String reader() throws IOException {
        return "uid:" + Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    }

    @Test
    void what_is_no_route_is_not_written() throws IOException {
        api.post("/nothing/here", "");
        api.call("PATCH", "/info", "");
        api.post("/v1.9/containers/web/start", "");

        assertThat(api.journal.isEmpty()).isTrue();
        assertThat(api.journal.drainReads()).isEmpty();
    }

    @Test
    void a_rule_that_forbids_is_a_decision_behind_the_failed_change() throws Exception {
        assertThat(api.post("/containers/forbidden/start", "").status()).isEqualTo(403);

        assertThat(change().status()).isEqualTo(403);
        Entry.Decision decision = (Entry.Decision) api.journal.next();
        assertThat(decision.rule().text()).isEqualTo("JSEC-C-201");
        assertThat(decision.verdict()).isEqualTo(Entry.Verdict.DENY);
        assertThat(decision.route().text()).isEqualTo("/containers/{id}/start");
        assertThat(text(decision.objects())).isEqualTo(WEB);
    }

    @Test
    void a_question_that_a_rule_forbids_is_a_decision_too() throws Exception {
        assertThat(api.get("/containers/forbidden/json").status()).isEqualTo(403);

        Entry.Decision decision = (Entry.Decision) api.journal.next();
        assertThat(decision.method()).isEqualTo(Entry.Method.GET);
        assertThat(text(decision.objects())).isEqualTo(WEB);
        assertThat(api.journal.drainReads()).hasSize(1);
    }

    @Test
    void a_stream_is_written_when_it_begins_and_not_again_when_it_ends() throws Exception {
        String answer =
                api.raw(
                        String.join(
                                "\r\n",
                                "POST /containers/web/attach?stream=1&stdout=1 HTTP/1.1",
                                "Host: x",
                                "Connection: Upgrade",
                                "Upgrade: tcp",
                                "",
                                ""));

        assertThat(answer).startsWith("HTTP/1.1 101 ");
        Entry.Mutation change = change();
        assertThat(change.status()).isEqualTo(101);
        assertThat(text(change.objects())).isEqualTo(WEB);
        assertThat(api.get("/_ping").status()).isEqualTo(200);
        assertThat(api.journal.isEmpty()).isTrue();
    }

    @Test
    void every_answer_tells_the_head_once_there_is_one() throws IOException {
        assertThat(api.get("/_ping").head()).doesNotContain("Jsec-Journal-Head");
        api.journal.head(new Head(7, "cd".repeat(32)));

        String field = "Jsec-Journal-Head: 7:" + "cd".repeat(32);
        assertThat(api.get("/_ping").head()).contains(field);
        assertThat(api.get("/nothing").head()).contains(field);
        assertThat(api.post("/containers/gone/start", "").head()).contains(field);
    }

    @Test
    void nothing_of_queries_bodies_and_headers_is_written() throws Exception {
        String body =
                "{\"Image\":\"busybox:1\",\"Env\":[\"A=hunter2\"],\"Labels\":{\"l\":\"hunter2\"},"
                        + "\"Cmd\":[\"echo\",\"hunter2\"]}";
        api.raw(
                "POST /containers/create?x=hunter2 HTTP/1.1\r\nHost: hunter2\r\n"
                        + "X-Registry-Auth: hunter2\r\nConnection: close\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body);

        assertThat(change().toString()).contains("busybox:1").doesNotContain("hunter2");
    }

    @Test
    void a_required_change_is_told_before_it_is_made_and_its_end_names_the_intent()
            throws Exception {
        serveRequired();
        assertThat(api.post("/containers/web/start", "").status()).isEqualTo(204);

        Entry.Intent intent = (Entry.Intent) api.journal.next();
        assertThat(text(intent.objects())).isEqualTo(WEB);
        assertThat(change().intent()).isEqualTo(OptionalLong.of(61));
    }

    // Promise P41
    @ParameterizedTest
    @EnumSource(Receipt.Reason.class)
    void a_required_change_that_cannot_be_written_is_not_made_and_reads_go_on(Receipt.Reason reason)
            throws Exception {
        serveRequired();
        api.journal.refuse(reason, "the journal says no");
        ServedApi.Answer answer = api.post("/containers/web/start", "");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.message())
                .matches("JSEC-J-00[123] POST /containers/\\{id}/start refused: .*")
                .contains("refused: the journal says no. Instead: ")
                .endsWith("\"jsec\": {\"journal-required\": false} in daemon.json");
        assertThat(api.engine.containers.calls).isEmpty();
        assertThat(api.journal.isEmpty()).isTrue();
        assertThat(api.get("/containers/json").status()).isEqualTo(200);
    }

    @Test
    void where_it_is_not_required_a_journal_that_takes_nothing_refuses_nothing() throws Exception {
        api.journal.refuse(Receipt.Reason.DISK, "the disk is full");

        assertThat(api.post("/containers/web/start", "").status()).isEqualTo(204);
        assertThat(change().intent()).isEmpty();
    }

    /** The list is a person's: a new route that is no GET must be looked at. */
    @Test
    void what_is_a_change_and_what_is_a_question_is_on_a_list() {
        List<String> questions =
                Api.table(api.engine, new Product("0.1.0", List.of())).routes().stream()
                        .filter(route -> !route.isChange())
                        .filter(route -> !route.method().equals("GET"))
                        .map(route -> route.method() + " " + route.template())
                        .sorted()
                        .toList();

        assertThat(questions)
                .containsExactly(
                        "HEAD /_ping",
                        "HEAD /containers/{id}/archive",
                        "POST /auth",
                        "POST /containers/{id}/resize",
                        "POST /containers/{id}/wait",
                        "POST /exec/{id}/resize");
    }

    @Test
    void the_journal_can_name_every_route() {
        assertThat(Api.table(api.engine, new Product("0.1.0", List.of())).routes())
                .allSatisfy(
                        route -> assertThat(route.inJournal().text()).isEqualTo(route.template()));
    }
}
