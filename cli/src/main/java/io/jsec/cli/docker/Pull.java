package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.text;

import io.jsec.cli.client.Request;
import io.jsec.cli.client.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;

/** {@code pull}: the engine fetches an image. */
final class Pull {
    private Pull() {}

    static DockerVerb verb(String path) {
        return DockerVerb.of(
                path,
                "NAME[:TAG|@DIGEST]",
                "Have the engine fetch an image.",
                List.of(
                        flag("a,all-tags", "All tags of the repository."),
                        flag("disable-content-trust", "Refused where it is =false."),
                        text("platform", "OS/ARCH", "The platform of the image."),
                        flag("q,quiet", "Print the name only.")),
                Pull::run);
    }

    private static int run(Call call) {
        Flags flags = call.flags();
        trust(flags);
        Reference reference = Reference.parse(call.word(0));
        boolean all = flags.on("all-tags");
        if (all && (!reference.tag().isEmpty() || !reference.digest().isEmpty())) {
            throw DockerException.of("tag can't be used with --all-tags/-a");
        }
        PrintStream out = call.environment().out();
        if (!all
                && reference.tag().isEmpty()
                && reference.digest().isEmpty()
                && !flags.on("quiet")) {
            call.print("Using default tag: latest");
        }
        PrintStream where =
                flags.on("quiet") ? new PrintStream(OutputStream.nullOutputStream()) : out;
        fetch(call, reference, all ? "" : reference.tagOrLatest(), flags.text("platform"), where);
        String tag = all ? "" : reference.tagOrLatest();
        call.print(
                reference.name()
                        + (tag.isEmpty() ? "" : ":" + tag)
                        + (reference.digest().isEmpty() ? "" : "@" + reference.digest()));
        return 0;
    }

    /** Refuses what would have to be verified. */
    static void trust(Flags flags) {
        if (flags.isSet("disable-content-trust") && !flags.on("disable-content-trust")) {
            throw new DockerException(
                    DockerException.ENGINE,
                    "--disable-content-trust=false refused: signatures of Notary are not verified"
                            + " here. Instead: a name with its digest, NAME@sha256:...");
        }
    }

    /** Has the engine fetch an image and prints how. */
    static void fetch(
            Call call, Reference reference, String tag, String platform, PrintStream out) {
        String what = reference.digest().isEmpty() ? tag : reference.digest();
        Request request = Request.post("/images/create").with("fromImage", reference.name());
        request = what.isEmpty() ? request : request.with("tag", what);
        request = platform.isEmpty() ? request : request.with("platform", platform);
        try (Response response = call.api().send(request)) {
            Progress.print(response.body(), out);
        } catch (IOException e) {
            throw DockerException.of("the engine broke off: " + e.getMessage());
        }
    }
}
