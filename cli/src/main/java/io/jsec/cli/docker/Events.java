package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.list;
import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.JsonTree;
import io.jsec.cli.client.Request;
import io.jsec.cli.client.Response;
import io.jsec.cli.template.Template;
import io.jsec.cli.template.TemplateException;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code events}: what happens in the engine, as it happens. */
final class Events {
    private static final int WRONG_TEMPLATE = 64;
    private static final long NANOS = 1_000_000_000L;

    private Events() {}

    static DockerVerb verb(String path) {
        return DockerVerb.of(
                path,
                "",
                "Print what happens in the engine.",
                List.of(
                        list("f,filter", "NAME=VALUE", "Only those with this property."),
                        text("format", "FORMAT", "json, or a template for each."),
                        text("since", "TIME", "From this time on."),
                        text("until", "TIME", "Up to this time.")),
                Events::run);
    }

    private static int run(Call call) {
        Flags flags = call.flags();
        String format = flags.text("format");
        Template template = format.isEmpty() ? null : parse(format);
        Request request = Request.get("/events");
        for (String name : List.of("since", "until")) {
            String time = Times.parse(flags.text(name), call.environment());
            request = time.isEmpty() ? request : request.with(name, time);
        }
        ZoneId zone = call.environment().zone();
        try (Response response = call.api().send(Filters.on(request, flags))) {
            JsonTree.stream(
                    response.body(),
                    event -> {
                        call.print(
                                template == null
                                        ? line(event, zone)
                                        : template.render(Structure.of("event", event)));
                        call.environment().out().flush();
                    });
        } catch (TemplateException e) {
            throw DockerException.of(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw DockerException.of("the engine broke off: " + e.getMessage());
        }
        return 0;
    }

    private static Template parse(String format) {
        try {
            return Template.parse(
                    format.equals("json")
                            ? "{{json .}}"
                            : format.replace("\\t", "\t").replace("\\n", "\n"));
        } catch (TemplateException e) {
            throw new DockerException(WRONG_TEMPLATE, "Error parsing format: " + e.getMessage());
        }
    }

    /** One event as people read it. */
    private static String line(JsonNode event, ZoneId zone) {
        StringBuilder line = new StringBuilder();
        long nanos = event.path("timeNano").asLong();
        Instant time =
                nanos != 0
                        ? Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS)
                        : Instant.ofEpochSecond(event.path("time").asLong());
        line.append(
                DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX", Locale.ROOT)
                        .format(time.atZone(zone)));
        JsonNode actor = event.path("Actor");
        line.append(' ').append(event.path("Type").asText());
        line.append(' ').append(event.path("Action").asText());
        line.append(' ').append(actor.path("ID").asText());
        List<String> attributes = new ArrayList<>();
        Json.map(actor.path("Attributes"))
                .forEach((name, value) -> attributes.add(name + "=" + value));
        if (!attributes.isEmpty()) {
            line.append(" (").append(String.join(", ", attributes)).append(')');
        }
        return line.toString();
    }
}
