package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.cli.client.ApiException;
import io.jsec.cli.client.JsonTree;
import io.jsec.cli.client.Request;
import io.jsec.linux.Tty;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The making of a container, with the image fetched where it is missing. */
final class NewContainer {
    private final Call call;
    private final Flags flags;

    private NewContainer(Call call) {
        this.call = call;
        this.flags = call.flags();
    }

    /**
     * Makes one.
     *
     * @return its id
     */
    static String make(Call call, ObjectNode body) {
        return new NewContainer(call).make(body);
    }

    /** The body that the options of a command line make. */
    static ObjectNode body(Call call) {
        Pull.trust(call.flags());
        ObjectNode body =
                CreateRequest.of(
                        call.flags(),
                        call.environment(),
                        call.api().version(),
                        call.api().address().text());
        if (call.flags().on("tty") && call.environment().terminals().out()) {
            Tty.size(1)
                    .ifPresent(size ->
                            body.withObject("/HostConfig")
                                    .putArray("ConsoleSize")
                                    .add(size.rows())
                                    .add(size.columns()));
        }
        return body;
    }

    private String make(ObjectNode body) {
        String policy = flags.text("pull", "missing");
        if (!policy.equals("always") && !policy.equals("missing") && !policy.equals("never")) {
            throw new DockerException(
                    DockerException.ENGINE,
                    "invalid pull option: '"
                            + policy
                            + "': must be one of \"always\", \"missing\" or \"never\"");
        }
        Optional<Path> file = claimIdFile();
        String id = "";
        try {
            id = create(body, policy);
        } finally {
            if (file.isPresent()) {
                writeId(file.get(), id);
            }
        }
        return id;
    }

    private String create(ObjectNode body, String policy) {
        String image = body.path("Image").asText();
        if (policy.equals("always")) {
            fetch(image);
        }
        try {
            return post(body);
        } catch (ApiException e) {
            if (e.status() != 404 || !policy.equals("missing") || image.startsWith("sha256:")) {
                throw e;
            }
        }
        Reference reference = Reference.parse(image);
        call.complain(
                "Unable to find image '"
                        + reference.familiar()
                        + (reference.tagOrLatest().isEmpty() ? "" : ":" + reference.tagOrLatest())
                        + (reference.digest().isEmpty() ? "" : "@" + reference.digest())
                        + "' locally");
        fetch(image);
        return post(body);
    }

    private void fetch(String image) {
        Reference reference = Reference.parse(image);
        PrintStream out =
                flags.on("quiet")
                        ? new PrintStream(OutputStream.nullOutputStream())
                        : call.environment().err();
        Pull.fetch(call, reference, reference.tagOrLatest(), flags.text("platform"), out);
    }

    private String post(ObjectNode body) {
        Request request = Request.post("/containers/create");
        if (flags.isSet("name")) {
            request = request.with("name", flags.text("name"));
        }
        if (flags.isSet("platform")) {
            request = request.with("platform", flags.text("platform"));
        }
        JsonNode answer = call.api().json(request.json(JsonTree.text(body)));
        Json.texts(answer.path("Warnings")).forEach(each -> call.complain("WARNING: " + each));
        return answer.path("Id").asText();
    }

    private Optional<Path> claimIdFile() {
        String name = flags.text("cidfile");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Path file = call.environment().path(name);
        try {
            Files.write(file, new byte[0], StandardOpenOption.CREATE_NEW);
            return Optional.of(file);
        } catch (FileAlreadyExistsException e) {
            throw new DockerException(
                    DockerException.ENGINE,
                    "container ID file found, make sure the other container isn't running"
                            + " or delete "
                            + name);
        } catch (IOException e) {
            throw new DockerException(
                    DockerException.ENGINE,
                    "failed to create the container ID file: " + e.getMessage());
        }
    }

    private static void writeId(Path file, String id) {
        try {
            if (id.isEmpty()) {
                Files.delete(file);
            } else {
                Files.writeString(file, id);
            }
        } catch (IOException e) {
            throw new DockerException(
                    DockerException.ENGINE,
                    "Failed to write the container ID to the file: " + e.getMessage());
        }
    }
}
