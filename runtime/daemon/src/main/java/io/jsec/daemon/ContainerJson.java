package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.engine.ContainerState;
import io.jsec.engine.ContainerView;
import io.jsec.engine.HealthView;
import io.jsec.engine.MountPoint;
import java.util.List;

/** {@code GET /containers/{id}/json}. */
final class ContainerJson {
    private ContainerJson() {}

    static ObjectNode of(ContainerView view) {
        ObjectNode json =
                Json.object().put("Id", view.id()).put("Created", Times.text(view.created()));
        json.put("Path", view.argv().isEmpty() ? "" : view.argv().getFirst());
        json.set("Args", Json.texts(view.argv().stream().skip(1).toList()));
        json.set("State", state(view));
        ContainerView.ContainerFiles files = view.files();
        json.put("Image", view.imageId())
                .put("ResolvConfPath", files.resolvConf())
                .put("HostnamePath", files.hostname())
                .put("HostsPath", files.hosts())
                .put("LogPath", view.log().path())
                .put("Name", "/" + view.name())
                .put("RestartCount", view.restartCount())
                .put("Driver", "overlay2")
                .put("Platform", "linux")
                .put("MountLabel", "")
                .put("ProcessLabel", "")
                .put("AppArmorProfile", view.appArmor());
        if (view.execIds().isEmpty()) {
            json.putNull("ExecIDs");
        } else {
            json.set("ExecIDs", Json.texts(view.execIds()));
        }
        json.set("HostConfig", HostJson.of(view.host()));
        json.set("GraphDriver", graphDriver(view));
        view.sizes()
                .ifPresent(sizes -> {
                    json.put("SizeRw", sizes.rw());
                    sizes.rootFs().ifPresent(bytes -> json.put("SizeRootFs", bytes));
                });
        ArrayNode mounts = json.putArray("Mounts");
        view.mounts().forEach(mount -> mounts.add(SummaryJson.mount(mount)));
        json.set("Config", ConfigJson.of(view.config()));
        json.set("NetworkSettings", network(view));
        json.set("Jsec", ours(view));
        return json;
    }

    private static ObjectNode state(ContainerView view) {
        ContainerState state = view.state();
        ContainerState.Past past = state.past();
        boolean restarting = state instanceof ContainerState.Restarting;
        ObjectNode json =
                Json.object()
                        .put("Status", state.status().word())
                        .put("Running", state.alive() || restarting)
                        .put("Paused", state instanceof ContainerState.Paused)
                        .put("Restarting", restarting)
                        .put("OOMKilled", past.oomKilled())
                        .put("Dead", state instanceof ContainerState.Dead)
                        .put("Pid", view.pid())
                        .put("ExitCode", past.exitCode())
                        .put("Error", past.error())
                        .put("StartedAt", Times.text(past.startedAt()))
                        .put("FinishedAt", Times.text(past.finishedAt()));
        view.health().ifPresent(health -> json.set("Health", health(health)));
        return json;
    }

    private static ObjectNode health(HealthView health) {
        ObjectNode json =
                Json.object()
                        .put("Status", health.status())
                        .put("FailingStreak", health.failingStreak());
        ArrayNode log = json.putArray("Log");
        for (HealthView.Result result : health.log()) {
            log.addObject()
                    .put("Start", Times.text(result.start()))
                    .put("End", Times.text(result.end()))
                    .put("ExitCode", result.exitCode())
                    .put("Output", result.output());
        }
        return json;
    }

    private static ObjectNode graphDriver(ContainerView view) {
        ObjectNode json = Json.object();
        ObjectNode data = json.putObject("Data");
        if (!view.files().upper().isEmpty()) {
            data.put("LowerDir", String.join(":", view.files().lowers()))
                    .put("UpperDir", view.files().upper())
                    .put("WorkDir", view.files().work());
        }
        return json.put("Name", "overlay2");
    }

    private static ObjectNode network(ContainerView view) {
        ObjectNode json =
                Json.object().put("Bridge", "").put("SandboxID", "").put("SandboxKey", "");
        json.putObject("Ports");
        json.put("HairpinMode", false)
                .put("LinkLocalIPv6Address", "")
                .put("LinkLocalIPv6PrefixLen", 0)
                .put("EndpointID", "")
                .put("Gateway", "")
                .put("GlobalIPv6Address", "")
                .put("GlobalIPv6PrefixLen", 0)
                .put("IPAddress", "")
                .put("IPPrefixLen", 0)
                .put("IPv6Gateway", "")
                .put("MacAddress", "");
        json.putObject("Networks")
                .set(
                        NetworkRoutes.shown(view.host().namespaces().network()),
                        NetworkRoutes.endpoint());
        return json;
    }

    /** Where the container has a socket of its own in place of what {@code Mounts} names. */
    private static List<String> ownSockets(ContainerView view) {
        return view.mounts().stream()
                .filter(MountPoint::mediated)
                .map(MountPoint::destination)
                .toList();
    }

    /** What no other engine has to say. */
    private static ObjectNode ours(ContainerView view) {
        ObjectNode json = Json.object().put("Identity", view.identity());
        json.set("Loosened", Json.texts(view.loosened()));
        json.set("Warnings", Json.texts(view.warnings()));
        json.set("OwnSockets", Json.texts(ownSockets(view)));
        json.put("NoNewPrivileges", view.noNewPrivileges());
        json.put("LogDroppedBytes", view.log().droppedBytes()).put("LogError", view.log().error());
        return json;
    }
}
