package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.ApiException;
import io.jsec.cli.client.Request;
import io.jsec.cli.client.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** {@code cp}: files between a container and this host. */
final class Copy {
    private static final long DIRECTORY = 1L << 31;
    private static final long SYMBOLIC_LINK = 1L << 27;

    private final Call call;

    private Copy(Call call) {
        this.call = call;
    }

    /**
     * One end of a copy.
     *
     * @param container or empty for this host
     * @param path as typed
     */
    private record End(String container, String path) {
        static End parse(String typed) {
            int colon = typed.indexOf(':');
            boolean local = typed.startsWith("/") || typed.startsWith(".") || colon <= 0;
            return local
                    ? new End("", typed)
                    : new End(typed.substring(0, colon), typed.substring(colon + 1));
        }
    }

    /**
     * A file of a container.
     *
     * @param mode the bits of Go
     * @param target where a link leads
     */
    private record Stat(long mode, String target) {
        boolean isFolder() {
            return (mode & DIRECTORY) != 0;
        }

        boolean isLink() {
            return (mode & SYMBOLIC_LINK) != 0;
        }
    }

    static DockerVerb verb(String path) {
        return DockerVerb.of(
                path,
                "CONTAINER:SRC_PATH|SRC_PATH|- CONTAINER:DEST_PATH|DEST_PATH|-",
                "Copy files between a container and this host.",
                List.of(
                        flag("a,archive", "Keep the owners."),
                        flag("L,follow-link", "Follow a link that is the source."),
                        flag("q,quiet", "Print nothing.")),
                call -> new Copy(call).run());
    }

    private int run() {
        End from = End.parse(call.word(0));
        End to = End.parse(call.word(1));
        if (from.path().isEmpty() || to.path().isEmpty()) {
            throw DockerException.of(
                    (from.path().isEmpty() ? "source" : "destination") + " can not be empty");
        }
        boolean out = !from.container().isEmpty();
        if (out == !to.container().isEmpty()) {
            throw DockerException.of(
                    out
                            ? "copying between containers is not supported"
                            : "must specify at least one container source");
        }
        try {
            return out ? fromContainer(from, to.path()) : toContainer(from.path(), to);
        } catch (IOException e) {
            throw DockerException.of(Streams.reason(e));
        }
    }

    private int fromContainer(End from, String typed) throws IOException {
        String path = from.path();
        if (call.flags().on("follow-link")) {
            path =
                    stat(from.container(), path).map(each -> each.isLink()).orElse(false)
                            ? resolved(from.container(), path)
                            : path;
        }
        Request request = archive(Request.get(Call.container(from.container(), "/archive")), path);
        try (Response response = call.api().send(request)) {
            if (typed.equals("-")) {
                response.body().transferTo(call.environment().out());
                call.environment().out().flush();
                return 0;
            }
            Stat stat = stat(response.header("x-docker-container-path-stat").orElse(""));
            Path target = call.environment().path(typed);
            // A link at the end is followed, as a shell's redirection does.
            target =
                    Files.isSymbolicLink(target) && Files.exists(target)
                            ? target.toRealPath()
                            : target;
            boolean folder = Files.isDirectory(target);
            if (!folder && typed.endsWith("/") && !stat.isFolder()) {
                throw DockerException.of("the destination directory must exist: " + typed);
            }
            if (stat.isFolder() && Files.exists(target) && !folder) {
                throw DockerException.of("cannot copy directory to file: " + typed);
            }
            if (!folder && !Files.isDirectory(target.resolveSibling("."))) {
                throw DockerException.of(
                        "invalid output path: directory \""
                                + target.getParent()
                                + "\" does not exist");
            }
            boolean into = folder && !path.endsWith("/.") && !path.equals(".");
            new Unpacking(target, into, call.flags().on("archive"))
                    .unpack(new TarReader(response.body()));
        }
        done(from.container() + ":" + from.path(), typed);
        return 0;
    }

    private int toContainer(String typed, End to) throws IOException {
        String path = resolved(to.container(), to.path());
        Stat stat = stat(to.container(), path).orElse(null);
        boolean folder = stat != null && stat.isFolder();
        Request request = Request.of("PUT", Call.container(to.container(), "/archive"));
        request = request.with("noOverwriteDirNonDir", "true");
        if (call.flags().on("archive")) {
            request = request.with("copyUIDGID", "true");
        }
        if (typed.equals("-")) {
            if (!folder) {
                throw DockerException.of(
                        "destination \""
                                + to.container()
                                + ":"
                                + to.path()
                                + "\" must be a directory");
            }
            Request.Body body = Streams.body(call, "-", "text/plain");
            call.api().call(archive(request, path).body(body));
            return 0;
        }
        boolean followed = call.flags().on("follow-link") || typed.endsWith("/");
        Path source = call.environment().directory().resolve(typed);
        Path file = followed ? source.toRealPath() : source.normalize();
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new java.nio.file.NoSuchFileException(typed);
        }
        boolean sourceFolder = Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS);
        if (sourceFolder && stat != null && !folder) {
            throw DockerException.of("cannot copy directory to file: " + to.path());
        }
        if (stat == null && to.path().endsWith("/") && !sourceFolder) {
            throw DockerException.of("the destination directory must exist: " + to.path());
        }
        boolean contents = sourceFolder && (typed.endsWith("/.") || typed.equals("."));
        String name;
        String parent;
        if (folder) {
            parent = path;
            name = contents ? "." : source.normalize().getFileName().toString();
        } else {
            Path target = Path.of(path).normalize();
            parent = String.valueOf(target.getParent());
            name = String.valueOf(target.getFileName());
        }
        Packing packing = new Packing(file, name);
        request =
                archive(request, parent)
                        .body(new Request.Body.Stream("text/plain", packing::writeTo));
        call.api().call(request);
        done(typed, to.container() + ":" + to.path());
        return 0;
    }

    /** Told to people only, as docker does. */
    private void done(String from, String to) {
        if (!call.flags().on("quiet") && call.environment().terminals().err()) {
            call.complain("Successfully copied " + from + " to " + to);
        }
    }

    /** A path of a container from its root on, with a link at its end followed once. */
    private String resolved(String container, String typed) {
        String path = typed.startsWith("/") ? typed : "/" + typed;
        Stat stat = stat(container, path).orElse(null);
        if (stat == null || !stat.isLink()) {
            return path;
        }
        Path link = Path.of(path);
        Path target = Path.of(stat.target());
        return target.isAbsolute()
                ? target.normalize().toString()
                : link.resolveSibling(target).normalize().toString();
    }

    private Optional<Stat> stat(String container, String path) {
        Request request = Request.of("HEAD", Call.container(container, "/archive"));
        try (Response response = call.api().send(archive(request, path))) {
            return Optional.of(stat(response.header("x-docker-container-path-stat").orElse("")));
        } catch (ApiException e) {
            if (e.status() == 404) {
                // The path, or the container: the next request says which.
                return Optional.empty();
            }
            throw e;
        } catch (IOException e) {
            throw DockerException.of(Streams.reason(e));
        }
    }

    private static Stat stat(String header) {
        try {
            String json = new String(Base64.getDecoder().decode(header), StandardCharsets.UTF_8);
            JsonNode node = Json.parse(json);
            return new Stat(node.path("mode").asLong(), node.path("linkTarget").asText());
        } catch (IllegalArgumentException e) {
            throw DockerException.of("the engine does not say what kind of file it is");
        }
    }

    private static Request archive(Request request, String path) {
        return request.with("path", path);
    }
}
