package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.cli.client.ApiException;
import io.jsec.cli.client.ApiVersion;
import io.jsec.cli.client.ClientException;
import io.jsec.cli.client.Request;
import io.jsec.cli.template.Template;
import io.jsec.cli.template.TemplateException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** {@code version}: this program, and the engine where there is one. */
final class Version {
    private static final int WRONG_TEMPLATE = 64;

    private Version() {}

    static DockerVerb verb() {
        return DockerVerb.of(
                "version",
                "",
                "Print the versions of jsec and of the engine.",
                List.of(text("f,format", "FORMAT", "json, or a template.")),
                Version::run);
    }

    private static int run(Call call) {
        String format = call.flags().text("format");
        Template template = format.isEmpty() ? null : parse(format);
        String failure = "";
        JsonNode server = null;
        try {
            server = call.api().json(Request.get("/version"));
        } catch (ApiException e) {
            failure = e.line();
        } catch (ClientException e) {
            boolean needed =
                    call.environment().named() || e.kind() != ClientException.Kind.UNREACHABLE;
            failure = needed ? String.valueOf(e.getMessage()) : "";
        }
        if (template == null) {
            client(call, server != null);
            if (server != null) {
                server(call, server);
            }
        } else {
            ObjectNode all = Json.object();
            all.set("Client", clientData(call, server != null));
            if (server != null) {
                all.set("Server", server);
            }
            print(call, template, all, server);
        }
        return end(failure);
    }

    private static int end(String failure) {
        if (!failure.isEmpty()) {
            throw DockerException.of(failure);
        }
        return 0;
    }

    private static void print(
            Call call, Template template, ObjectNode all, @Nullable JsonNode server) {
        try {
            call.print(template.render(Structure.of("version", all)));
        } catch (TemplateException e) {
            if (server != null) {
                throw DockerException.of(String.valueOf(e.getMessage()));
            }
            // The engine's part was asked for, and its failure is told next.
            call.environment().out().flush();
        }
    }

    private static Template parse(String format) {
        try {
            return Template.parse(
                    format.equals("json")
                            ? "{{json .}}"
                            : format.replace("\\t", "\t").replace("\\n", "\n"));
        } catch (TemplateException e) {
            throw new DockerException(WRONG_TEMPLATE, "template parsing error: " + e.getMessage());
        }
    }

    private static ObjectNode clientData(Call call, boolean connected) {
        ObjectNode client = Json.object().put("Version", call.environment().version());
        client.put("ApiVersion", apiVersion(call, connected).toString());
        client.put("DefaultAPIVersion", ApiVersion.NEWEST.toString());
        client.put("JavaVersion", Runtime.version().feature());
        return client.put("Os", "linux").put("Arch", architecture()).put("Context", "default");
    }

    private static ApiVersion apiVersion(Call call, boolean connected) {
        return connected ? call.api().version() : ApiVersion.NEWEST;
    }

    /** The machine as Go names it. */
    private static String architecture() {
        String name = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return name.equals("aarch64") ? "arm64" : name;
    }

    private static void client(Call call, boolean connected) {
        ApiVersion spoken = apiVersion(call, connected);
        call.print("Client: jsec");
        line(call, " Version:", call.environment().version());
        line(
                call,
                " API version:",
                spoken.equals(ApiVersion.NEWEST)
                        ? spoken.toString()
                        : spoken + " (downgraded from " + ApiVersion.NEWEST + ")");
        line(call, " Java version:", Integer.toString(Runtime.version().feature()));
        line(call, " OS/Arch:", "linux/" + architecture());
    }

    private static void server(Call call, JsonNode server) {
        String platform = server.path("Platform").path("Name").asText();
        call.print("");
        call.print("Server:" + (platform.isEmpty() ? "" : " " + platform));
        for (JsonNode component : server.path("Components")) {
            call.print(" " + component.path("Name").asText() + ":");
            line(call, "  Version:", component.path("Version").asText());
            JsonNode details = component.path("Details");
            if (component.path("Name").asText().equals("Engine")) {
                line(
                        call,
                        "  API version:",
                        details.path("ApiVersion").asText()
                                + " (minimum version "
                                + details.path("MinAPIVersion").asText()
                                + ")");
                some(call, "  Go version:", details, "GoVersion");
                some(call, "  Java version:", details, "JavaVersion");
                line(call, "  Git commit:", details.path("GitCommit").asText());
                line(call, "  Built:", built(details.path("BuildTime").asText()));
                line(
                        call,
                        "  OS/Arch:",
                        details.path("Os").asText() + "/" + details.path("Arch").asText());
                line(call, "  Experimental:", details.path("Experimental").asText());
            } else {
                details.properties()
                        .forEach(each ->
                                line(call, "  " + each.getKey() + ":", each.getValue().asText()));
            }
        }
    }

    /** A time as people write it: {@code Thu May 7 21:09:36 2026}. */
    private static String built(String time) {
        try {
            return DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
                    .format(OffsetDateTime.parse(time));
        } catch (DateTimeException e) {
            return time;
        }
    }

    private static void some(Call call, String title, JsonNode details, String field) {
        if (details.has(field)) {
            line(call, title, details.path(field).asText());
        }
    }

    private static void line(Call call, String title, String value) {
        call.print(title + " ".repeat(Math.max(1, 20 - title.length())) + value);
    }
}
