package io.jsec.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients depend on, over a socket and a fake engine. */
@Timeout(60)
class ApiTest {
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

    @Test
    void a_ping_says_what_clients_negotiate_with() throws IOException {
        ServedApi.Answer answer = api.get("/_ping");

        assertThat(answer.body()).isEqualTo("OK");
        assertThat(answer.head())
                .contains(
                        "Api-Version: 1.50",
                        "Builder-Version: 1",
                        "Docker-Experimental: false",
                        "Ostype: linux",
                        "Swarm: inactive",
                        "Server: Docker/28.2.2+jsec0.1.0 (linux)");
        assertThat(api.call("HEAD", "/_ping", "").body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1.24/info", "/v1.50/info", "/info", "/v1.41/nothing", "/v9.9/info"})
    void every_answer_says_which_api_this_is(String path) throws IOException {
        assertThat(api.get(path).head())
                .contains("Api-Version: 1.50", "Ostype: linux", "Server: Docker/");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1.23/info | client version 1.23 is too old. Minimum supported API version is"
                        + " 1.24, please upgrade your client to a newer version",
                "/v1.51/info | client version 1.51 is too new. Maximum supported API version is"
                        + " 1.50",
                "/v1/info | invalid API version: 1",
            })
    void other_versions_are_refused_in_dockers_words(String path, String message)
            throws IOException {
        ServedApi.Answer answer = api.get(path);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).isEqualTo(message);
    }

    @Test
    void unknown_paths_and_methods_are_told_apart() throws IOException {
        assertThat(api.get("/v1.44/nothing").status()).isEqualTo(404);
        assertThat(api.get("/v1.44/nothing").message()).isEqualTo("page not found");
        assertThat(api.call("PATCH", "/info", "").status()).isEqualTo(405);
        assertThat(api.call("PATCH", "/info", "").head()).contains("Allow: GET");
        assertThat(api.call("OPTIONS", "/info", "").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "gone, 404, No such container: gone",
        "busy, 409, container busy is in the way",
        "forbidden, 403, a rule forbids it",
        "broken, 500, the engine failed",
    })
    void what_the_engine_says_becomes_a_status(String ref, int status, String message)
            throws IOException {
        ServedApi.Answer answer = api.post("/containers/" + ref + "/start", "");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.message()).isEqualTo(message);
    }

    @Test
    void what_is_so_already_is_304_without_a_body() throws IOException {
        ServedApi.Answer answer = api.post("/v1.41/containers/same/stop?t=3", "");

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.head()).doesNotContain("Content-Length");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/services", "/nodes", "/tasks", "/secrets", "/configs", "/swarm"})
    void swarms_are_answered_as_by_a_node_outside_of_one(String path) throws IOException {
        ServedApi.Answer answer = api.get(path);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.message()).startsWith("This node is not a swarm manager.");
    }

    @Test
    void docker_system_prune_finds_every_door_it_knocks_at() throws IOException {
        assertThat(api.post("/containers/prune", "").json().path("SpaceReclaimed").asInt())
                .isEqualTo(99);
        assertThat(api.post("/networks/prune", "").status()).isEqualTo(200);
        assertThat(api.post("/images/prune", "").json().path("ImagesDeleted").isArray()).isTrue();
        assertThat(api.post("/build/prune", "").json().path("SpaceReclaimed").asInt()).isZero();
        assertThat(api.get("/plugins").body()).isEqualTo("[]\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/build", "/session", "/grpc", "/images/create?fromImage=busybox"})
    void what_is_not_there_is_501_with_words(String path) throws IOException {
        ServedApi.Answer answer = api.post(path, "");

        assertThat(answer.status()).isEqualTo(501);
        assertThat(answer.message()).contains("not supported");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"Image\":\"a\",\"Image\":\"b\"} | Duplicate field 'Image'",
                "{\"Image\": | the body is no JSON",
                "[] | the body takes an object, not a list",
                "{\"Image\":7} | Image takes a text, not a number",
                "{\"Env\":\"A=B\"} | Env takes a list, not a text",
                "{\"Env\":[\"A=B\",7]} | Env[1] takes a text, not a number",
                "{\"Labels\":{\"a\":1}} | Labels.a takes a text, not a number",
                "{\"Tty\":\"yes\"} | Tty takes true or false, not a text",
                "{\"HostConfig\":{\"Memory\":1.5}} | HostConfig.Memory takes a whole number",
                "{\"HostConfig\":{\"Mounts\":[7]}} | HostConfig.Mounts[0] takes an object",
                "{\"StopTimeout\":99999999999} | StopTimeout is out of range",
                "{} {} | the body is no JSON",
            })
    void a_body_that_is_wrong_is_refused_with_its_place(String body, String message)
            throws IOException {
        ServedApi.Answer answer = api.post("/containers/create", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.message()).contains(message);
        assertThat(api.engine.containers.created).isEmpty();
    }

    @Test
    void a_body_longer_than_an_object_may_be_is_413() throws IOException {
        String body = "{\"Image\":\"" + "x".repeat(Call.OBJECT_BYTES_MAX) + "\"}";

        assertThat(api.post("/containers/create", body).status()).isEqualTo(413);
    }

    @Test
    void fields_that_nobody_knows_are_ignored() throws IOException {
        ServedApi.Answer answer =
                api.post("/containers/create?name=web", "{\"Image\":\"a\",\"New\":{\"x\":[1]}}");

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.json().path("Id").asText()).isEqualTo(FakeContainers.ID);
        assertThat(answer.json().path("Warnings").get(0).asText()).isEqualTo("a warning");
    }

    @Test
    void filters_come_in_two_forms() throws IOException {
        api.get("/containers/json?filters=%7B%22label%22%3A%7B%22a%3Db%22%3Atrue%7D%7D");
        api.get("/containers/json?filters=%7B%22label%22%3A%5B%22a%3Db%22%5D%7D");

        assertThat(api.engine.containers.calls)
                .hasSize(2)
                .allMatch(call -> call.contains("byKey={label=[a=b]}"));
        assertThat(api.get("/containers/json?filters=7").status()).isEqualTo(400);
        assertThat(api.get("/containers/json?filters=%7B%22a%22%3A7%7D").status()).isEqualTo(400);
    }

    @Test
    void a_platform_is_this_one_or_refused() throws IOException {
        String body = "{\"Image\":\"a\"}";

        assertThat(api.post("/containers/create?platform=linux/amd64", body).status())
                .isEqualTo(201);
        assertThat(api.post("/containers/create?platform=linux/arm64", body).message())
                .startsWith("--platform linux/arm64 is not supported");
    }

    @Test
    void names_of_images_keep_their_slashes() throws IOException {
        api.get("/v1.41/images/localhost:5000/a/b:c/json");
        api.get("/v1.41/images/a%2Fb/json");

        assertThat(api.engine.containers.calls)
                .containsExactly("image localhost:5000/a/b:c", "image a/b");
    }

    @Test
    void a_path_in_a_container_is_described_in_a_field() throws IOException {
        ServedApi.Answer head = api.call("HEAD", "/containers/web/archive?path=/etc", "");

        String encoded = head.head().replaceAll("(?s).*Path-Stat: (\\S+).*", "$1");
        assertThat(new String(java.util.Base64.getDecoder().decode(encoded), UTF_8))
                .isEqualTo(
                        "{\"name\":\"etc\",\"size\":4096,\"mode\":2147484141,"
                                + "\"mtime\":\"2026-03-04T05:06:07.089Z\",\"linkTarget\":\"\"}");
        assertThat(api.get("/containers/web/archive?path=/etc").body()).isEqualTo("tar of /etc");
        assertThat(api.get("/containers/web/archive").status()).isEqualTo(400);
    }

    @Test
    void a_load_tells_names_ids_of_what_has_none_and_what_was_left_out() throws IOException {
        assertThat(api.post("/images/load?quiet=1", "tar").body())
                .isEqualTo(
                        """
                        {"stream":"Loaded image: busybox:1\\n"}
                        {"stream":"Loaded image: busybox:stable\\n"}
                        {"stream":"Loaded image ID: sha256:%s\\n"}
                        {"stream":"one attestation was left out\\n"}
                        """
                                .formatted(FakeContainers.ID));
    }

    @Test
    void a_failure_of_a_load_is_an_answer() throws IOException {
        ServedApi.Answer answer = api.post("/images/load?quiet=1", "broken");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"message\":\"the archive ends in its middle\"}\n");
    }

    @Test
    void a_failure_of_a_save_before_its_first_byte_is_an_answer() throws IOException {
        assertThat(api.get("/images/get?names=busybox&names=gone").status()).isEqualTo(404);
        assertThat(api.get("/images/get?names=busybox").body()).isEqualTo("archive");
    }
}
