package io.jsec.cli.docker;

import static io.jsec.cli.docker.Flag.flag;
import static io.jsec.cli.docker.Flag.list;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.cli.client.Request;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The verbs that remove what nothing uses. */
final class Prune {
    private static final int LINE_BYTES_MAX = 4_096;

    private final Call call;

    private Prune(Call call) {
        this.call = call;
    }

    static DockerVerb containers() {
        return verb(
                "container prune",
                "Remove containers that do not run.",
                List.of(),
                prune ->
                        prune.one(
                                "This will remove all stopped containers.", prune::containersNow));
    }

    static DockerVerb networks() {
        return verb(
                "network prune",
                "Remove networks without containers.",
                List.of(),
                prune -> {
                    prune.confirm(
                            "This will remove all custom networks not used by at least one"
                                    + " container.");
                    prune.call.printText(prune.networksNow());
                    return 0;
                });
    }

    static DockerVerb volumes() {
        return verb(
                "volume prune",
                "Remove volumes that no container uses.",
                List.of(flag("a,all", "Also those with a name.")),
                prune -> {
                    boolean all = prune.call.flags().on("all");
                    boolean old = !prune.call.api().version().isAtLeast(42);
                    return prune.one(
                            all || old
                                    ? "This will remove all local volumes not used by at least"
                                            + " one container."
                                    : "This will remove anonymous local volumes not used by at"
                                            + " least one container.",
                            () -> prune.volumesNow(all && !old));
                });
    }

    static DockerVerb images() {
        return verb(
                "image prune",
                "Remove images that no container uses.",
                List.of(flag("a,all", "Also those with a name.")),
                prune -> {
                    boolean all = prune.call.flags().on("all");
                    return prune.one(
                            all
                                    ? "This will remove all images without at least one container"
                                            + " associated to them."
                                    : "This will remove all dangling images.",
                            () -> prune.imagesNow(all));
                });
    }

    static DockerVerb system() {
        return verb(
                "system prune",
                "Remove all that nothing uses.",
                List.of(
                        flag("a,all", "Also images with a name."),
                        flag("volumes", "Also anonymous volumes.")),
                Prune::systemNow);
    }

    /** What a verb does after its options are known. */
    private interface Work {
        int run(Prune prune);
    }

    /** What was removed, as text, and how many bytes came free. */
    private record Removed(String text, long bytes) {}

    private interface Step {
        Removed run();
    }

    private static DockerVerb verb(String path, String help, List<Flag> more, Work work) {
        List<Flag> flags = new ArrayList<>(more);
        flags.add(list("filter", "NAME=VALUE", "Only those with this property."));
        flags.add(flag("f,force", "Do not ask."));
        return DockerVerb.of(path, "", help, flags, call -> work.run(new Prune(call)));
    }

    private int one(String warning, Step step) {
        confirm(warning);
        Removed removed = step.run();
        call.printText(removed.text());
        call.print("Total reclaimed space: " + Human.size(removed.bytes()));
        return 0;
    }

    private int systemNow() {
        Flags flags = call.flags();
        boolean all = flags.on("all");
        StringBuilder warning = new StringBuilder("This will remove:\n");
        warning.append("  - all stopped containers\n");
        warning.append("  - all networks not used by at least one container\n");
        if (flags.on("volumes")) {
            warning.append("  - all anonymous volumes not used by at least one container\n");
        }
        warning.append(
                all
                        ? "  - all images without at least one container associated to them\n"
                        : "  - all dangling images\n");
        warning.append(all ? "  - all build cache\n" : "  - unused build cache\n");
        confirm(warning.toString());
        List<Step> steps = new ArrayList<>();
        steps.add(this::containersNow);
        steps.add(() -> new Removed(networksNow(), 0));
        if (flags.on("volumes")) {
            steps.add(() -> volumesNow(false));
        }
        steps.add(() -> imagesNow(all));
        steps.add(() -> buildCacheNow(all));
        long bytes = 0;
        for (Step step : steps) {
            Removed removed = step.run();
            call.printText(removed.text());
            bytes += removed.bytes();
        }
        call.print("Total reclaimed space: " + Human.size(bytes));
        return 0;
    }

    private void confirm(String warning) {
        if (call.flags().on("force")) {
            return;
        }
        call.printText("WARNING! " + warning + "\nAre you sure you want to continue? [y/N] ");
        call.environment().out().flush();
        if (!answer().strip().equalsIgnoreCase("y")) {
            throw new DockerException(0, "");
        }
    }

    private String answer() {
        StringBuilder line = new StringBuilder();
        try {
            int b = call.environment().in().read();
            while (b >= 0 && b != '\n' && line.length() < LINE_BYTES_MAX) {
                line.append((char) b);
                b = call.environment().in().read();
            }
        } catch (IOException e) {
            return "";
        }
        return line.toString();
    }

    private JsonNode post(String path, Map<String, List<String>> more) {
        return call.api().json(Filters.on(Request.post(path), call.flags(), more));
    }

    private Removed containersNow() {
        JsonNode answer = post("/containers/prune", Map.of());
        return removed("Deleted Containers:", answer.path("ContainersDeleted"), answer);
    }

    private String networksNow() {
        JsonNode answer = post("/networks/prune", Map.of());
        return removed("Deleted Networks:", answer.path("NetworksDeleted"), answer).text();
    }

    private Removed volumesNow(boolean all) {
        JsonNode answer = post("/volumes/prune", all ? Map.of("all", List.of("true")) : Map.of());
        return removed("Deleted Volumes:", answer.path("VolumesDeleted"), answer);
    }

    private Removed imagesNow(boolean all) {
        JsonNode answer =
                post("/images/prune", Map.of("dangling", List.of(Boolean.toString(!all))));
        StringBuilder text = new StringBuilder();
        for (JsonNode each : answer.path("ImagesDeleted")) {
            text.append(each.has("Untagged") ? "untagged: " : "deleted: ");
            text.append(each.path(each.has("Untagged") ? "Untagged" : "Deleted").asText());
            text.append('\n');
        }
        return new Removed(
                text.isEmpty() ? "" : "Deleted Images:\n" + text + "\n",
                answer.path("SpaceReclaimed").asLong());
    }

    private Removed buildCacheNow(boolean all) {
        Request request = Request.post("/build/prune").withFlag("all", all);
        JsonNode answer = call.api().json(Filters.on(request, call.flags()));
        return removed("Deleted build cache objects:", answer.path("CachesDeleted"), answer);
    }

    private static Removed removed(String title, JsonNode ids, JsonNode answer) {
        List<String> lines = Json.texts(ids);
        return new Removed(
                lines.isEmpty() ? "" : title + "\n" + String.join("\n", lines) + "\n\n",
                answer.path("SpaceReclaimed").asLong());
    }
}
