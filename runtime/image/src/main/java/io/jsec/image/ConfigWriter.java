package io.jsec.image;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes the configuration of an image that is made here. What is not set is left out. */
final class ConfigWriter {
    private ConfigWriter() {}

    /** The {@code config} object. */
    static Map<String, Object> config(ImageConfig c) {
        Map<String, Object> out = new LinkedHashMap<>();
        put(out, "User", c.user());
        putKeys(out, "ExposedPorts", c.exposedPorts());
        put(out, "Env", c.env());
        put(out, "Entrypoint", c.entrypoint());
        put(out, "Cmd", c.command());
        c.healthcheck().ifPresent(check -> out.put("Healthcheck", healthcheck(check)));
        putKeys(out, "Volumes", c.volumes());
        put(out, "WorkingDir", c.workingDir());
        put(out, "OnBuild", c.onBuild());
        if (!c.labels().isEmpty()) {
            out.put("Labels", c.labels());
        }
        put(out, "StopSignal", c.stopSignal());
        put(out, "Shell", c.shell());
        return out;
    }

    /** A whole configuration. */
    static byte[] document(
            Map<String, Object> head,
            ImageConfig config,
            List<ImageDigest> layers,
            List<Map<String, Object>> history) {
        Map<String, Object> document = new LinkedHashMap<>(head);
        document.put("config", config(config));
        document.put(
                "rootfs",
                Documents.ordered(
                        "type",
                        "layers",
                        "diff_ids",
                        layers.stream().map(ImageDigest::toString).toList()));
        document.put("history", history);
        return Documents.write(document);
    }

    private static Map<String, Object> healthcheck(ImageHealthcheck check) {
        Map<String, Object> out = new LinkedHashMap<>();
        put(out, "Test", check.test());
        putNumber(out, "Interval", check.interval().toNanos());
        putNumber(out, "Timeout", check.timeout().toNanos());
        putNumber(out, "StartPeriod", check.startPeriod().toNanos());
        putNumber(out, "StartInterval", check.startInterval().toNanos());
        putNumber(out, "Retries", check.retries());
        return out;
    }

    private static void put(Map<String, Object> out, String key, String value) {
        if (!value.isEmpty()) {
            out.put(key, value);
        }
    }

    private static void put(Map<String, Object> out, String key, List<String> values) {
        if (!values.isEmpty()) {
            out.put(key, values);
        }
    }

    private static void putNumber(Map<String, Object> out, String key, long value) {
        if (value != 0) {
            out.put(key, value);
        }
    }

    private static void putKeys(Map<String, Object> out, String key, Collection<String> keys) {
        if (!keys.isEmpty()) {
            Map<String, Object> empty = new LinkedHashMap<>();
            keys.forEach(name -> empty.put(name, Map.of()));
            out.put(key, empty);
        }
    }
}
