package io.jsec.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every route with what no client sends: each gets an answer of Docker's shape. */
@Timeout(300)
class FuzzTest {
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_129L);
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 12);

    private static final List<String> NAMES =
            List.of(
                    "web",
                    "gone",
                    "busy",
                    "same",
                    "broken",
                    "a/b:c@sha256:00",
                    "%2e%2e",
                    "..%2F..",
                    "%00",
                    "%ff%fe",
                    "x".repeat(3000));

    private static final List<String> QUERIES =
            List.of(
                    "",
                    "?",
                    "?path=/etc&stdout=1&names=a",
                    "?filters=%7B",
                    "?filters=%7B%22a%22:%5B1%5D%7D",
                    "?filters=%7B%22until%22:%5B%22never%22%5D%7D",
                    "?t=-1&h=0&w=0&limit=-1",
                    "?t=x&h=x&w=x&limit=x&since=x&until=x&tail=x",
                    "?since=99999999999999999999&until=1e9",
                    "?condition=never&signal=SIGNOTHING&size=maybe",
                    "?fromSrc=-&repo=%0a&tag=%00&container=web",
                    "?stream=1&stdin=1&stdout=1&stderr=1&logs=1&detachKeys=ctrl-",
                    "?a=%zz",
                    "?" + "a=b&".repeat(500));

    private static final List<String> BODIES =
            List.of(
                    "",
                    "{}",
                    "[]",
                    "null",
                    "7",
                    "\"text\"",
                    "{",
                    "{\"a\":1,\"a\":2}",
                    "{\"Image\":null,\"HostConfig\":null,\"Cmd\":null}",
                    "{\"Image\":{},\"HostConfig\":[],\"Cmd\":7}",
                    "{\"HostConfig\":{\"RestartPolicy\":{\"Name\":\"never\"}}}",
                    "{\"HostConfig\":{\"ConsoleSize\":[1]}}",
                    "{\"HostConfig\":{\"Mounts\":[{}],\"Ulimits\":[{}],\"Devices\":[{}]}}",
                    "{\"HostConfig\":{\"PortBindings\":{\"x\":[{\"HostPort\":7}]}}}",
                    "{\"Healthcheck\":{\"Interval\":-1}}",
                    "{\"Detach\":\"x\",\"Tty\":1,\"Cmd\":[]}",
                    "{\"Memory\":9223372036854775808}",
                    "[".repeat(100),
                    "\u0000\u0001\u00ff");

    @TempDir Path folder;

    @Test
    void every_route_answers_whatever_comes() throws IOException {
        Random random = new Random(SEED);
        try (ServedApi api = new ServedApi(folder)) {
            api.engine.containers.exit.countDown();
            for (int i = 0; i < ROUNDS; i++) {
                for (Route route :
                        Api.table(api.engine, new Product("0.1.0", List.of())).routes()) {
                    String target = target(route, random);
                    String body = pick(BODIES, random);
                    ServedApi.Answer answer = call(api, route.method(), target, body);
                    check(route, answer, "seed " + SEED + ": " + target + " " + body);
                }
            }
            assertThat(api.get("/_ping").body()).isEqualTo("OK");
        }
    }

    private static String target(Route route, Random random) {
        String path = route.template();
        while (path.contains("{")) {
            path = path.replaceFirst("\\{[a-z]+}", pick(NAMES, random));
        }
        String version = pick(List.of("", "/v1.24", "/v1.41", "/v1.50"), random);
        return version + path + pick(QUERIES, random);
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    private static ServedApi.Answer call(ServedApi api, String method, String target, String body)
            throws IOException {
        return api.call(method, target, body);
    }

    private static void check(Route route, ServedApi.Answer answer, String what)
            throws IOException {
        assertThat(answer.head()).as(what).contains("Api-Version: 1.50");
        if (answer.status() >= 400 && !route.method().equals("HEAD")) {
            assertThat(answer.message()).as(what).isNotEmpty();
            // What the fake engine throws as broken says so; any other 500 is a bug of the edge.
            assertThat(answer.status() != 500 || answer.message().equals("the engine failed"))
                    .as(what + ": " + answer.body())
                    .isTrue();
        }
    }
}
