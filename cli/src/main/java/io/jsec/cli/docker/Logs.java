package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.Frames;
import io.jsec.cli.client.Request;
import io.jsec.cli.client.Response;
import java.io.IOException;
import java.util.List;

/** {@code logs}: what a container printed. */
final class Logs {
    private Logs() {}

    static DockerVerb verb(String path) {
        return DockerVerb.of(
                path,
                "CONTAINER",
                "Print what a container printed.",
                List.of(
                        flag("details", "What the log driver was told about it."),
                        flag("f,follow", "Go on as more comes."),
                        text("since", "TIME", "From this time on, as 2006-01-02T15:04:05 or 42m."),
                        text("n,tail", "N", "The last lines only."),
                        flag("t,timestamps", "The time of each line."),
                        text("until", "TIME", "Up to this time.")),
                Logs::run);
    }

    private static int run(Call call) {
        Flags flags = call.flags();
        JsonNode container = call.get(Call.container(call.word(0), "/json"));
        Request request = Request.get(Call.container(container.path("Id").asText(), "/logs"));
        request = request.withFlag("stdout", true).withFlag("stderr", true);
        request = time(request, "since", flags, call.environment());
        request = time(request, "until", flags, call.environment());
        request = request.withFlag("timestamps", flags.on("timestamps"));
        request = request.withFlag("follow", flags.on("follow"));
        request = request.withFlag("details", flags.on("details"));
        request = request.with("tail", flags.text("tail", "all"));
        try (Response response = call.api().send(request)) {
            if (container.path("Config").path("Tty").asBoolean()) {
                Frames.copyRaw(response.body(), call.environment().out());
            } else {
                Frames.copy(response.body(), call.environment().out(), call.environment().err());
            }
        } catch (IOException e) {
            throw DockerException.of("the engine broke off: " + e.getMessage());
        }
        return 0;
    }

    private static Request time(
            Request request, String name, Flags flags, DockerEnvironment environment) {
        String time = Times.parse(flags.text(name), environment);
        return time.isEmpty() ? request : request.with(name, time);
    }
}
