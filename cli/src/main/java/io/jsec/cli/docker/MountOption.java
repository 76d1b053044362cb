package io.jsec.cli.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** The value of {@code --mount} as the API takes it. */
final class MountOption {
    private final Flags flags;
    private final String text;
    private final ObjectNode mount = Json.object();

    private MountOption(Flags flags, String text) {
        this.flags = flags;
        this.text = text;
    }

    /** Reads one. */
    static ObjectNode parse(Flags flags, String text, DockerEnvironment environment) {
        MountOption option = new MountOption(flags, text);
        option.mount.put("Type", "volume");
        for (String field : Values.csv(text)) {
            option.field(field, environment);
        }
        option.check();
        return option.mount;
    }

    private void field(String field, DockerEnvironment environment) {
        int equals = field.indexOf('=');
        String key = (equals < 0 ? field : field.substring(0, equals)).toLowerCase(Locale.ROOT);
        if (equals < 0) {
            switch (key) {
                case "readonly", "ro" -> mount.put("ReadOnly", true);
                case "volume-nocopy" -> below("VolumeOptions").put("NoCopy", true);
                case "bind-nonrecursive" -> below("BindOptions").put("NonRecursive", true);
                default -> throw invalid("invalid field '" + field + "' must be a key=value pair");
            }
            return;
        }
        String value = field.substring(equals + 1);
        switch (key) {
            case "type" -> mount.put("Type", value.toLowerCase(Locale.ROOT));
            case "source", "src" ->
                    mount.put(
                            "Source",
                            value.startsWith("./") || value.equals(".")
                                    ? environment.path(value).toString()
                                    : value);
            case "target", "dst", "destination" -> mount.put("Target", value);
            case "readonly", "ro" -> put(mount, "ReadOnly", key, value);
            case "consistency" -> mount.put("Consistency", value.toLowerCase(Locale.ROOT));
            case "bind-propagation" ->
                    below("BindOptions").put("Propagation", value.toLowerCase(Locale.ROOT));
            case "bind-nonrecursive" -> put(below("BindOptions"), "NonRecursive", key, value);
            case "bind-recursive" -> recursive(value);
            case "volume-subpath" -> below("VolumeOptions").put("Subpath", value);
            case "volume-nocopy" -> put(below("VolumeOptions"), "NoCopy", key, value);
            case "volume-label" -> entry(below("VolumeOptions").withObject("/Labels"), value);
            case "volume-driver" -> driver().put("Name", value);
            case "volume-opt" -> entry(driver().withObject("/Options"), value);
            case "image-subpath" -> below("ImageOptions").put("Subpath", value);
            case "tmpfs-size" ->
                    below("TmpfsOptions").put("SizeBytes", Values.bytes(flags, "mount", value));
            case "tmpfs-mode" -> below("TmpfsOptions").put("Mode", octal(key, value));
            default -> throw invalid("unexpected key '" + key + "' in '" + field + "'");
        }
    }

    private void recursive(String value) {
        ObjectNode bind = below("BindOptions");
        switch (value) {
            case "enabled" -> {
                // As it is without the option.
            }
            case "disabled" -> bind.put("NonRecursive", true);
            case "writable" -> bind.put("ReadOnlyNonRecursive", true);
            case "readonly" -> bind.put("ReadOnlyForceRecursive", true);
            default -> throw invalid("invalid value for bind-recursive: " + value);
        }
    }

    private void check() {
        String type = mount.path("Type").asText();
        if (mount.path("Target").asText().isEmpty()) {
            throw invalid("target is required");
        }
        if (mount.has("VolumeOptions") && !type.equals("volume")) {
            throw invalid("cannot mix 'volume-*' options with mount type '" + type + "'");
        }
        if (mount.has("BindOptions") && !type.equals("bind")) {
            throw invalid("cannot mix 'bind-*' options with mount type '" + type + "'");
        }
        if (mount.has("TmpfsOptions") && !type.equals("tmpfs")) {
            throw invalid("cannot mix 'tmpfs-*' options with mount type '" + type + "'");
        }
        if (mount.has("ImageOptions") && !type.equals("image")) {
            throw invalid("cannot mix 'image-*' options with mount type '" + type + "'");
        }
    }

    private ObjectNode below(String name) {
        return mount.withObject("/" + name);
    }

    private ObjectNode driver() {
        return below("VolumeOptions").withObject("/DriverConfig");
    }

    private static void entry(ObjectNode map, String pair) {
        int equals = pair.indexOf('=');
        map.put(
                equals < 0 ? pair : pair.substring(0, equals),
                equals < 0 ? "" : pair.substring(equals + 1));
    }

    private void put(ObjectNode object, String name, String key, String value) {
        switch (value) {
            case "1", "t", "T", "true", "TRUE", "True" -> object.put(name, true);
            case "0", "f", "F", "false", "FALSE", "False" -> {
                // As it is without the option.
            }
            default -> throw invalid("invalid value for " + key + ": " + value);
        }
    }

    private int octal(String key, String value) {
        if (!value.matches("[0-7]{1,6}")) {
            throw invalid("invalid value for " + key + ": " + value);
        }
        return Integer.parseInt(value, 8);
    }

    private DockerException invalid(String why) {
        return flags.invalid("mount", text, why);
    }
}
