package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.ApiClient;
import io.jsec.cli.client.Request;
import io.jsec.cli.client.Response;
import java.io.IOException;

/**
 * The end of a container, asked for before it starts: the engine's answer begins at once and its
 * body comes at the end.
 */
final class ExitWait implements AutoCloseable {
    private final Response response;

    private ExitWait(Response response) {
        this.response = response;
    }

    /** Asks for the next end of a container, or for its removal. */
    static ExitWait ask(ApiClient api, String id, boolean removed) {
        Request request =
                Request.post(Call.container(id, "/wait"))
                        .with("condition", removed ? "removed" : "next-exit");
        return new ExitWait(api.send(request));
    }

    /** The exit code; 125 where the engine itself failed. */
    int code() {
        try (response) {
            JsonNode answer = Json.parse(response.text());
            JsonNode message = answer.path("Error").path("Message");
            if (message.isTextual() && !message.asText().isEmpty()) {
                return DockerException.ENGINE;
            }
            return answer.path("StatusCode").asInt(DockerException.ENGINE);
        } catch (IOException e) {
            throw new DockerException(
                    DockerException.ENGINE, "waiting for the container: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            response.close();
        } catch (IOException e) {
            throw new DockerException(
                    DockerException.ENGINE, "waiting for the container: " + e.getMessage());
        }
    }
}
