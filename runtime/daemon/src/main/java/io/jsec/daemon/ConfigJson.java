package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.engine.ContainerConfig;
import io.jsec.engine.HealthConfig;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code Config}, of containers and images. */
final class ConfigJson {
    private ConfigJson() {}

    static ObjectNode of(ContainerConfig config) {
        ObjectNode json =
                Json.object()
                        .put("Hostname", config.hostname())
                        .put("Domainname", config.domainname())
                        .put("User", config.user())
                        .put("AttachStdin", config.streams().attachStdin())
                        .put("AttachStdout", config.streams().attachStdout())
                        .put("AttachStderr", config.streams().attachStderr());
        if (!config.exposedPorts().isEmpty()) {
            json.set("ExposedPorts", keys(config.exposedPorts()));
        }
        json.put("Tty", config.tty())
                .put("OpenStdin", config.streams().openStdin())
                .put("StdinOnce", config.streams().stdinOnce());
        json.set("Env", Json.texts(config.env()));
        words(json, "Cmd", config.cmd());
        config.healthcheck().ifPresent(health -> json.set("Healthcheck", health(health)));
        json.put("Image", config.image());
        if (config.volumes().isEmpty()) {
            json.putNull("Volumes");
        } else {
            json.set("Volumes", keys(config.volumes()));
        }
        json.put("WorkingDir", config.workingDir());
        words(json, "Entrypoint", config.entrypoint());
        json.putNull("OnBuild");
        json.set("Labels", Json.table(config.labels()));
        if (!config.stopSignal().isEmpty()) {
            json.put("StopSignal", config.stopSignal());
        }
        config.stopTimeoutSeconds().ifPresent(seconds -> json.put("StopTimeout", seconds));
        if (!config.shell().isEmpty()) {
            json.set("Shell", Json.texts(config.shell()));
        }
        return json;
    }

    private static void words(ObjectNode json, String key, Optional<List<String>> words) {
        if (words.isPresent()) {
            json.set(key, Json.texts(words.orElseThrow()));
        } else {
            json.putNull(key);
        }
    }

    private static ObjectNode keys(Set<String> names) {
        ObjectNode json = Json.object();
        names.forEach(json::putObject);
        return json;
    }

    private static ObjectNode health(HealthConfig health) {
        ObjectNode json = Json.object();
        json.set("Test", Json.texts(health.test()));
        return json.put("Interval", health.interval().toNanos())
                .put("Timeout", health.timeout().toNanos())
                .put("StartPeriod", health.startPeriod().toNanos())
                .put("StartInterval", health.startInterval().toNanos())
                .put("Retries", health.retries());
    }
}
