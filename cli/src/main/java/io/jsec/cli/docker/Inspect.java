package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.ApiException;
import io.jsec.cli.client.Request;
import io.jsec.cli.template.Template;
import io.jsec.cli.template.TemplateException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code inspect}: what an engine knows about a container, image, network or volume. */
final class Inspect {
    private static final int WRONG_TEMPLATE = 64;

    /** What can be looked at, in the order in which a name is looked for. */
    private enum Kind {
        CONTAINER,
        IMAGE,
        NETWORK,
        VOLUME;

        String path(String name) {
            return switch (this) {
                case CONTAINER -> Call.container(name, "/json");
                case IMAGE -> "/images/" + Request.escapeImage(name) + "/json";
                case NETWORK -> "/networks/" + Request.escape(name);
                case VOLUME -> "/volumes/" + Request.escape(name);
            };
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private final Call call;
    private final List<Kind> kinds;
    private final List<String> found = new ArrayList<>();
    private final StringBuilder texts = new StringBuilder();

    private Inspect(Call call, List<Kind> kinds) {
        this.call = call;
        this.kinds = kinds;
    }

    static DockerVerb verb() {
        return DockerVerb.of(
                "inspect",
                "NAME|ID [NAME|ID...]",
                "Print what the engine knows about things of any kind.",
                List.of(
                        text("f,format", "FORMAT", "json, or a template for each."),
                        flag("s,size", "The sizes of a container's files."),
                        text("type", "KIND", "container, image, network or volume.")),
                Inspect::ofAny);
    }

    static DockerVerb container() {
        return DockerVerb.of(
                "container inspect",
                "CONTAINER [CONTAINER...]",
                "Print what the engine knows about containers.",
                List.of(
                        text("f,format", "FORMAT", "json, or a template for each."),
                        flag("s,size", "The sizes of their files.")),
                call -> new Inspect(call, List.of(Kind.CONTAINER)).run());
    }

    static DockerVerb image() {
        return one("image", "IMAGE", Kind.IMAGE);
    }

    static DockerVerb network() {
        return one("network", "NETWORK", Kind.NETWORK);
    }

    static DockerVerb volume() {
        return one("volume", "VOLUME", Kind.VOLUME);
    }

    private static DockerVerb one(String group, String label, Kind kind) {
        return DockerVerb.of(
                group + " inspect",
                label + " [" + label + "...]",
                "Print what the engine knows about " + group + "s.",
                List.of(text("f,format", "FORMAT", "json, or a template for each.")),
                call -> new Inspect(call, List.of(kind)).run());
    }

    private static int ofAny(Call call) {
        String type = call.flags().text("type");
        if (call.flags().isSet("type") && type.isEmpty()) {
            throw DockerException.of(
                    "type is empty: must be one of \"container\", \"image\","
                            + " \"network\", \"volume\"");
        }
        List<Kind> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (type.isEmpty() || kind.word().equals(type)) {
                kinds.add(kind);
            }
        }
        if (kinds.isEmpty()) {
            throw DockerException.of(
                    "unknown type: \""
                            + type
                            + "\": must be one of"
                            + " \"container\", \"image\", \"network\", \"volume\"");
        }
        return new Inspect(call, kinds).run();
    }

    private int run() {
        String format = call.flags().text("format");
        Template template = format.isEmpty() || format.equals("json") ? null : parse(format);
        List<String> errors = new ArrayList<>();
        for (String name : call.words()) {
            try {
                String json = look(name);
                if (json == null) {
                    errors.add("Error: No such object: " + name);
                } else {
                    add(json, template);
                }
            } catch (ApiException e) {
                errors.add(e.line());
            } catch (TemplateException e) {
                errors.add("template parsing error: " + e.getMessage());
                break;
            }
        }
        print(format, template);
        errors.forEach(call::complain);
        return errors.isEmpty() ? 0 : 1;
    }

    private @Nullable String look(String name) {
        for (Kind kind : kinds) {
            try {
                Request request = Request.get(kind.path(name));
                boolean size =
                        kind == Kind.CONTAINER
                                && call.verb().flags().stream()
                                        .anyMatch(each -> each.name().equals("size"))
                                && call.flags().on("size");
                return call.api().text(request.withFlag("size", size)).strip();
            } catch (ApiException e) {
                if (e.status() != 404 || kinds.size() == 1) {
                    throw e;
                }
            }
        }
        return null;
    }

    private void add(String json, @Nullable Template template) {
        found.add(json);
        if (template != null) {
            JsonNode tree = Json.parse(json);
            texts.append(template.render(Structure.of(kinds.getFirst().word(), tree)));
            texts.append('\n');
        }
    }

    private void print(String format, @Nullable Template template) {
        if (template != null) {
            // Nothing at all is an empty line, as docker has it.
            call.printText(texts.isEmpty() ? "\n" : texts.toString());
        } else if (format.equals("json")) {
            List<String> lines = new ArrayList<>();
            found.forEach(
                    each -> lines.add(Template.json(Structure.of("object", Json.parse(each)))));
            call.print("[" + String.join(",", lines) + "]");
        } else {
            call.print(RawJson.indent("[" + String.join(",", found) + "]"));
        }
        call.environment().out().flush();
    }

    private static Template parse(String format) {
        try {
            return Template.parse(format.replace("\\t", "\t").replace("\\n", "\n"));
        } catch (TemplateException e) {
            throw new DockerException(WRONG_TEMPLATE, "template parsing error: " + e.getMessage());
        }
    }
}
