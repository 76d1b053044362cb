package io.jsec.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Requests that are wrong in every way, to a running engine, {@code -Dfuzz.n} of them from {@code
 * -Dfuzz.seed}: every answer is Docker's kind of refusal, and the engine is what it was.
 */
@Tag("e2e")
class EngineFuzzE2eTest {
    private static final String USER = "jsectest";
    private static final int REQUESTS = 1500;

    /** # is an id that nobody has. */
    private static final List<String> ROUTES =
            List.of(
                    "POST /containers/create",
                    "POST /containers/create?name=#",
                    "GET /containers/json?filters=$",
                    "GET /containers/#/json",
                    "GET /containers/#/top",
                    "GET /containers/#/logs?stdout=1",
                    "GET /containers/#/changes",
                    "GET /containers/#/export",
                    "GET /containers/#/stats",
                    "POST /containers/#/start",
                    "POST /containers/#/stop?t=$",
                    "POST /containers/#/kill?signal=$",
                    "POST /containers/#/update",
                    "POST /containers/#/rename?name=$",
                    "POST /containers/#/wait?condition=$",
                    "POST /containers/#/attach",
                    "POST /containers/#/resize?h=$&w=$",
                    "POST /containers/#/exec",
                    "GET /containers/#/archive?path=$",
                    "PUT /containers/#/archive?path=$",
                    "DELETE /containers/#",
                    "POST /containers/prune?filters=$",
                    "POST /exec/#/start",
                    "GET /exec/#/json",
                    "POST /exec/#/resize?h=$&w=$",
                    "GET /images/json?filters=$",
                    "GET /images/#/json",
                    "POST /images/#/tag?repo=$",
                    "DELETE /images/#",
                    "POST /images/load",
                    "GET /events?since=0&until=1&filters=$",
                    "GET /volumes?filters=$",
                    "POST /volumes/create",
                    "DELETE /volumes/#",
                    "POST /networks/create",
                    "GET /networks/#",
                    "POST /commit?container=#",
                    "POST /build",
                    "GET /nowhere/#",
                    "PATCH /version");

    private static final List<String> WORDS =
            List.of(
                    "",
                    "0",
                    "-1",
                    "99999999999999999999",
                    "%00",
                    "..%2f..%2fetc",
                    "%7B",
                    "%5B%5D",
                    "%7B%22nosuch%22%3A%5B%22x%22%5D%7D",
                    "%7B%22name%22%3A3%7D",
                    "a%20b",
                    "NaN");

    private static final List<String> BODIES =
            List.of(
                    "",
                    "{",
                    "[]",
                    "null",
                    "3",
                    "\"text\"",
                    "{}",
                    "{\"Image\":3}",
                    "{\"Image\":\"nosuch\"}",
                    "{\"Image\":\"nosuch\",\"Cmd\":{\"a\":1}}",
                    "{\"Image\":\"x\",\"Image\":\"y\"}",
                    "{\"Image\":\"nosuch\",\"HostConfig\":[]}",
                    "{\"Image\":\"nosuch\",\"HostConfig\":{\"Memory\":\"much\"}}",
                    "{\"HostConfig\":{\"Privileged\":true,\"Binds\":[3]}}",
                    "{\"Cmd\":[],\"Detach\":\"perhaps\"}",
                    "{\"Name\":\"../../x\",\"Driver\":\"nosuch\"}",
                    "{\"a\":".repeat(600) + "1" + "}".repeat(600),
                    "\u0000\u0001\u0002",
                    "{\"Image\":\"" + "x".repeat(100_000) + "\"}");

    @TempDir Path directory = Path.of("/");

    @Test
    void whatever_is_asked_the_answer_is_dockers_and_the_engine_unharmed() throws Exception {
        Jsec.requireRoot();
        Jsec.run("chmod", "755", directory.toString());
        int count = Integer.getInteger("fuzz.n", REQUESTS);
        long seed = Long.getLong("fuzz.seed", System.nanoTime());
        System.out.println("fuzz: -Dfuzz.n=" + count + " -Dfuzz.seed=" + seed);
        Random random = new Random(seed);
        try (Daemon daemon = Daemon.start(directory, USER)) {
            long engine = daemon.engine().pid();
            EngineApi api = new EngineApi(daemon.socket());
            for (int i = 0; i < count; i++) {
                one(api, random);
            }
            assertThat(daemon.engine().pid()).isEqualTo(engine);
            assertThat(api.get("/containers/json?all=1").text()).isEqualTo("[]\n");
            assertThat(api.get("/images/json").text()).isEqualTo("[]\n");
            assertThat(daemon.docker("version").exit()).isZero();
        }
    }

    private static void one(EngineApi api, Random random) throws IOException {
        String id = random.nextBoolean() ? "nosuch" : Long.toHexString(random.nextLong());
        String route = any(ROUTES, random).replace("#", id);
        while (route.contains("$")) {
            route = route.replaceFirst("\\$", any(WORDS, random));
        }
        byte[] body = any(BODIES, random).getBytes(UTF_8);
        String head =
                route
                        + " HTTP/1.1\r\nHost: docker\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\nContent-Length: "
                        + body.length
                        + "\r\n\r\n";
        EngineApi.Answer answer = api.exchange(head.getBytes(ISO_8859_1), body);
        String what = route + " " + new String(body, 0, Math.min(80, body.length), UTF_8);
        assertThat(answer.status()).as(what + ": " + answer.text()).isNotEqualTo(500);
        if (answer.status() >= 400) {
            JsonNode json = answer.json();
            assertThat(json.path("message").asText()).as(what).isNotBlank();
            assertThat(json.size()).as(what).isEqualTo(1);
        }
    }

    private static <T> T any(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }
}
