package io.jsec.cli.docker;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every verb of docker's that there is. Only the one that is typed is made. */
public final class DockerVerbs {
    private static final List<String> GROUPS =
            List.of("container", "image", "network", "system", "volume");

    private static final List<String> PATHS =
            List.of(
                    "attach",
                    "commit",
                    "cp",
                    "create",
                    "diff",
                    "events",
                    "exec",
                    "export",
                    "history",
                    "images",
                    "import",
                    "info",
                    "inspect",
                    "kill",
                    "load",
                    "logs",
                    "pause",
                    "port",
                    "ps",
                    "pull",
                    "push",
                    "rename",
                    "restart",
                    "rm",
                    "rmi",
                    "run",
                    "save",
                    "search",
                    "start",
                    "stats",
                    "stop",
                    "tag",
                    "top",
                    "unpause",
                    "update",
                    "version",
                    "wait",
                    "container attach",
                    "container commit",
                    "container cp",
                    "container create",
                    "container diff",
                    "container exec",
                    "container export",
                    "container inspect",
                    "container kill",
                    "container logs",
                    "container ls",
                    "container pause",
                    "container port",
                    "container prune",
                    "container rename",
                    "container restart",
                    "container rm",
                    "container run",
                    "container start",
                    "container stats",
                    "container stop",
                    "container top",
                    "container unpause",
                    "container update",
                    "container wait",
                    "image history",
                    "image import",
                    "image inspect",
                    "image load",
                    "image ls",
                    "image prune",
                    "image pull",
                    "image push",
                    "image rm",
                    "image save",
                    "image tag",
                    "network connect",
                    "network create",
                    "network disconnect",
                    "network inspect",
                    "network ls",
                    "network prune",
                    "network rm",
                    "system df",
                    "system events",
                    "system info",
                    "system prune",
                    "volume create",
                    "volume inspect",
                    "volume ls",
                    "volume prune",
                    "volume rm");

    private DockerVerbs() {}

    /**
     * A verb and what follows it.
     *
     * @param verb the verb
     * @param words the words after its own
     */
    public record Found(DockerVerb verb, List<String> words) {}

    /** The words of every verb, without the shorter names that docker has for some. */
    public static List<String> paths() {
        return PATHS;
    }

    /** The words that stand before other words. */
    public static List<String> groups() {
        return GROUPS;
    }

    /** Whether a first word is one of docker's verbs or groups that there are. */
    public static boolean isKnown(String word) {
        return GROUPS.contains(word) || PATHS.contains(word);
    }

    /** The verb that a command line begins with. */
    public static Optional<Found> find(List<String> words) {
        if (words.isEmpty()) {
            return Optional.empty();
        }
        boolean group = GROUPS.contains(words.getFirst());
        if (group && words.size() < 2) {
            return Optional.empty();
        }
        int count = group ? 2 : 1;
        return of(full(String.join(" ", words.subList(0, count))))
                .map(verb -> new Found(verb, new ArrayList<>(words.subList(count, words.size()))));
    }

    /** The verbs of a group, for its help. */
    public static List<DockerVerb> ofGroup(String group) {
        return PATHS.stream()
                .filter(path -> path.startsWith(group + " "))
                .map(path -> of(path).orElseThrow())
                .toList();
    }

    private static String full(String path) {
        return switch (path) {
            case "container list", "container ps" -> "container ls";
            case "container remove" -> "container rm";
            case "image list" -> "image ls";
            case "image remove" -> "image rm";
            case "network list" -> "network ls";
            case "network remove" -> "network rm";
            case "volume list" -> "volume ls";
            case "volume remove" -> "volume rm";
            default -> path;
        };
    }

    /** The verb of a path of {@link #paths}. */
    public static Optional<DockerVerb> of(String path) {
        if (path.startsWith("network ") || path.startsWith("volume ") || path.contains(" prune")) {
            return Optional.ofNullable(below(path));
        }
        String word =
                path.startsWith("container ")
                                || path.startsWith("image ")
                                || path.startsWith("system ")
                        ? path.substring(path.indexOf(' ') + 1)
                        : path;
        if (!PATHS.contains(path)) {
            return Optional.empty();
        }
        return Optional.of(
                switch (path) {
                    case "container ls" -> ContainerList.verb(path);
                    case "container inspect" -> Inspect.container();
                    case "image ls" -> ImageList.verb(path);
                    case "image inspect" -> Inspect.image();
                    case "image rm" -> Images.remove(path);
                    case "system df" -> DiskUsage.verb();
                    default -> plain(word, path);
                });
    }

    private static @org.jspecify.annotations.Nullable DockerVerb below(String path) {
        return switch (path) {
            case "network connect" -> Networks.connect();
            case "network create" -> Networks.create();
            case "network disconnect" -> Networks.disconnect();
            case "network inspect" -> Inspect.network();
            case "network ls" -> Networks.list();
            case "network rm" -> Networks.remove();
            case "volume create" -> Volumes.create();
            case "volume inspect" -> Inspect.volume();
            case "volume ls" -> Volumes.list();
            case "volume rm" -> Volumes.remove();
            case "container prune" -> Prune.containers();
            case "image prune" -> Prune.images();
            case "network prune" -> Prune.networks();
            case "system prune" -> Prune.system();
            case "volume prune" -> Prune.volumes();
            default -> null;
        };
    }

    private static DockerVerb plain(String word, String path) {
        return switch (word) {
            case "attach" -> Start.attachVerb(path);
            case "commit" -> Images.commit(path);
            case "cp" -> Copy.verb(path);
            case "create" -> Run.createVerb(path);
            case "diff" -> ContainerFacts.diff(path);
            case "events" -> Events.verb(path);
            case "exec" -> Exec.verb(path);
            case "export" -> Images.export(path);
            case "history" -> History.verb(path);
            case "images" -> ImageList.verb(path);
            case "import" -> Images.bringIn(path);
            case "info" -> Info.verb(path);
            case "inspect" -> Inspect.verb();
            case "kill" -> Lifecycle.kill(path);
            case "load" -> Images.load(path);
            case "logs" -> Logs.verb(path);
            case "pause" -> Lifecycle.pause(path);
            case "port" -> ContainerFacts.port(path);
            case "ps" -> ContainerList.verb(path);
            case "pull" -> Pull.verb(path);
            case "push" -> Images.push(path);
            case "rename" -> Lifecycle.rename(path);
            case "restart" -> Lifecycle.restart(path);
            case "rm" -> Lifecycle.remove(path);
            case "rmi" -> Images.remove(path);
            case "run" -> Run.runVerb(path);
            case "save" -> Images.save(path);
            case "search" -> Search.verb();
            case "start" -> Start.startVerb(path);
            case "stats" -> Stats.verb(path);
            case "stop" -> Lifecycle.stop(path);
            case "tag" -> Images.tag(path);
            case "top" -> ContainerFacts.top(path);
            case "unpause" -> Lifecycle.unpause(path);
            case "update" -> Lifecycle.update(path);
            case "version" -> Version.verb();
            case "wait" -> Lifecycle.await(path);
            default -> throw new IllegalStateException("a path without a verb: " + path);
        };
    }
}
