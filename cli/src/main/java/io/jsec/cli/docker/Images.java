package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.list;
import static io.jsec.cli.docker.Flag.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.Request;
import io.jsec.cli.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/** The verbs that make, name, move and remove images. */
final class Images {
    private Images() {}

    static DockerVerb remove(String path) {
        return DockerVerb.of(
                path,
                "IMAGE [IMAGE...]",
                "Remove images, or names of theirs.",
                List.of(
                        flag("f,force", "Even where containers use them."),
                        flag("no-prune", "Keep the parents that have no name."),
                        list("platform", "OS/ARCH", "This platform only.")),
                Images::remove);
    }

    private static int remove(Call call) {
        Flags flags = call.flags();
        return call.each(
                call.words(),
                name -> {
                    Request request = Request.delete("/images/" + Request.escapeImage(name));
                    request = request.withFlag("force", flags.on("force"));
                    request = request.withFlag("noprune", flags.on("no-prune"));
                    for (String platform : flags.all("platform")) {
                        request = request.with("platforms", Platform.json(platform));
                    }
                    for (JsonNode each : call.api().json(request)) {
                        call.print(
                                each.has("Deleted")
                                        ? "Deleted: " + each.path("Deleted").asText()
                                        : "Untagged: " + each.path("Untagged").asText());
                    }
                });
    }

    static DockerVerb tag(String path) {
        return DockerVerb.of(
                path,
                "SOURCE_IMAGE[:TAG] TARGET_IMAGE[:TAG]",
                "Give an image another name.",
                List.of(),
                call -> {
                    Reference target = Reference.parse(call.word(1));
                    if (!target.digest().isEmpty()) {
                        throw DockerException.of(
                                "refusing to create a tag with a digest" + " reference");
                    }
                    call.api()
                            .call(
                                    Request.post(
                                                    "/images/"
                                                            + Request.escapeImage(call.word(0))
                                                            + "/tag")
                                            .with("repo", target.name())
                                            .with("tag", target.tagOrLatest()));
                    return 0;
                });
    }

    static DockerVerb save(String path) {
        return DockerVerb.of(
                path,
                "IMAGE [IMAGE...]",
                "Write images into an archive.",
                List.of(
                        text("o,output", "FILE", "The archive, instead of standard output."),
                        list("platform", "OS/ARCH", "This platform only.")),
                call -> {
                    Request request = Request.get("/images/get");
                    for (String name : call.words()) {
                        request = request.with("names", name);
                    }
                    for (String platform : call.flags().all("platform")) {
                        request = request.with("platform", Platform.json(platform));
                    }
                    return Streams.save(call, request, call.flags().text("output"), "save image");
                });
    }

    static DockerVerb load(String path) {
        return DockerVerb.of(
                path,
                "",
                "Read images from an archive.",
                List.of(
                        text("i,input", "FILE", "The archive, instead of standard input."),
                        list("platform", "OS/ARCH", "This platform only."),
                        flag("q,quiet", "Do not show how it goes on.")),
                Images::load);
    }

    private static int load(Call call) {
        String file = call.flags().text("input", "-");
        if (file.equals("-") && call.environment().terminals().in()) {
            throw DockerException.of("requested load from stdin, but stdin is empty");
        }
        Streams.check(call, file);
        Request request = Request.post("/images/load").with("quiet", "1");
        for (String platform : call.flags().all("platform")) {
            request = request.with("platform", Platform.json(platform));
        }
        Request.Body body = Streams.body(call, file, "application/x-tar");
        try (Response response = call.api().send(request.body(body))) {
            if (response.header("content-type").orElse("").startsWith("application/json")) {
                Progress.print(response.body(), call.environment().out());
            } else {
                call.printText(response.text());
            }
            return 0;
        } catch (IOException e) {
            throw DockerException.of("the engine broke off: " + e.getMessage());
        }
    }

    static DockerVerb bringIn(String path) {
        return DockerVerb.of(
                path,
                "file|URL|- [REPOSITORY[:TAG]]",
                "Make an image of a root file system's archive.",
                List.of(
                        list("c,change", "LINE", "A line of a Dockerfile."),
                        text("m,message", "TEXT", "A comment."),
                        text("platform", "OS/ARCH", "The platform of the image.")),
                Images::bringIn);
    }

    private static int bringIn(Call call) {
        Flags flags = call.flags();
        String source = call.word(0);
        boolean remote = source.startsWith("http://") || source.startsWith("https://");
        Request request = Request.post("/images/create").with("fromSrc", remote ? source : "-");
        if (call.words().size() > 1) {
            Reference.parse(call.word(1));
            request = request.with("repo", call.word(1));
        }
        if (flags.isSet("message")) {
            request = request.with("message", flags.text("message"));
        }
        if (flags.isSet("platform")) {
            request =
                    request.with(
                            "platform", flags.text("platform").toLowerCase(java.util.Locale.ROOT));
        }
        for (String change : flags.all("change")) {
            request = request.with("changes", change);
        }
        if (!remote) {
            Streams.check(call, source);
            request = request.body(Streams.body(call, source, "text/plain"));
        }
        try (Response response = call.api().send(request)) {
            Progress.print(response.body(), call.environment().out());
            return 0;
        } catch (IOException e) {
            throw DockerException.of("the engine broke off: " + e.getMessage());
        }
    }

    static DockerVerb export(String path) {
        return DockerVerb.of(
                path,
                "CONTAINER",
                "Write the file system of a container into an archive.",
                List.of(text("o,output", "FILE", "The archive, instead of standard output.")),
                call ->
                        Streams.save(
                                call,
                                Request.get(Call.container(call.word(0), "/export")),
                                call.flags().text("output"),
                                "export container"));
    }

    static DockerVerb commit(String path) {
        return DockerVerb.of(
                path,
                "CONTAINER [REPOSITORY[:TAG]]",
                "Make an image of a container's files.",
                List.of(
                        text("a,author", "TEXT", "Who made it."),
                        list("c,change", "LINE", "A line of a Dockerfile."),
                        text("m,message", "TEXT", "A comment."),
                        flag("p,pause", "Freeze the container meanwhile; on unless =false.")),
                Images::commit);
    }

    private static int commit(Call call) {
        Flags flags = call.flags();
        Request request = Request.post("/commit").with("container", call.word(0));
        if (call.words().size() > 1) {
            Reference target = Reference.parse(call.word(1));
            request = request.with("repo", target.name()).with("tag", target.tagOrLatest());
        }
        request = with(request, "author", flags, "author");
        request = with(request, "comment", flags, "message");
        for (String change : flags.all("change")) {
            request = request.with("changes", change);
        }
        if (!flags.onUnlessSet("pause")) {
            request = request.with("pause", "0");
        }
        call.print(call.api().json(request).path("Id").asText());
        return 0;
    }

    private static Request with(Request request, String name, Flags flags, String flag) {
        return flags.isSet(flag) ? request.with(name, flags.text(flag)) : request;
    }

    static DockerVerb push(String path) {
        return DockerVerb.of(
                path,
                "NAME[:TAG]",
                "Have the engine send an image to a registry.",
                List.of(
                        flag("a,all-tags", "All tags of the repository."),
                        flag("disable-content-trust", "Refused where it is =false."),
                        text("platform", "OS/ARCH", "This platform only."),
                        flag("q,quiet", "Print the name only.")),
                Images::push);
    }

    private static int push(Call call) {
        Flags flags = call.flags();
        Pull.trust(flags);
        Reference reference = Reference.parse(call.word(0));
        boolean all = flags.on("all-tags");
        if (all && !reference.tag().isEmpty()) {
            throw DockerException.of("tag can't be used with --all-tags/-a");
        }
        if (!all && reference.tag().isEmpty() && !flags.on("quiet")) {
            call.print("Using default tag: latest");
        }
        // Nobody is logged in: an empty object says so.
        Request request =
                Request.post("/images/" + Request.escapeImage(reference.name()) + "/push")
                        .header("X-Registry-Auth", "e30=");
        request = all ? request : request.with("tag", reference.tagOrLatest());
        if (flags.isSet("platform")) {
            request = request.with("platform", Platform.json(flags.text("platform")));
        }
        PrintStream out =
                flags.on("quiet")
                        ? new PrintStream(OutputStream.nullOutputStream())
                        : call.environment().out();
        try (Response response = call.api().send(request);
                InputStream body = response.body()) {
            Progress.print(body, out);
        } catch (IOException e) {
            throw DockerException.of("the engine broke off: " + e.getMessage());
        }
        if (flags.on("quiet")) {
            call.print(reference.name() + (all ? "" : ":" + reference.tagOrLatest()));
        }
        return 0;
    }
}
