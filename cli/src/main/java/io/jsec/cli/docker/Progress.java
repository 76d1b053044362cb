package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.JsonTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;

/** Messages of an engine about long work: JSON in a stream, which may end with an error. */
final class Progress {
    private final PrintStream out;

    private Progress(PrintStream out) {
        this.out = out;
    }

    /**
     * Prints them as they come, a line each, without the bars of a terminal.
     *
     * @throws DockerException where the last message is an error
     */
    static void print(InputStream in, PrintStream out) throws IOException {
        Progress progress = new Progress(out);
        JsonTree.stream(in, progress::message);
        out.flush();
    }

    private void message(JsonNode message) {
        JsonNode error = message.path("errorDetail");
        if (error.isObject() || message.has("error")) {
            out.flush();
            throw DockerException.of(error.path("message").asText(message.path("error").asText()));
        }
        if (message.has("stream")) {
            out.print(message.path("stream").asText());
            return;
        }
        // Bars of a download are for terminals; what is left is what happened.
        boolean bar = message.path("progressDetail").has("current");
        if (message.has("status") && !bar) {
            String id = message.path("id").asText("");
            out.print((id.isEmpty() ? "" : id + ": ") + message.path("status").asText() + "\n");
        }
    }
}
