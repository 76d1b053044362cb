package io.jsec.cli;

import io.jsec.launch.MountRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one {@code --mount}.
 *
 * @param option the option as typed, for messages
 * @param values by their canonical names
 */
record MountFields(String option, Map<String, String> values) {
    private static final Set<String> BIND =
            Set.of("type", "source", "target", "readonly", "bind-propagation", "bind-recursive");
    private static final Set<String> TMPFS =
            Set.of("type", "target", "readonly", "tmpfs-size", "tmpfs-mode");

    MountFields {
        values = Map.copyOf(values);
    }

    /**
     * Reads the comma-separated fields.
     *
     * @throws CliException for a field that is malformed, unknown, or would be ignored
     */
    static MountFields parse(String text) {
        String option = "--mount " + text;
        Map<String, String> values = new LinkedHashMap<>();
        try {
            for (String field : Csv.fields(text)) {
                put(option, field, values);
            }
        } catch (IllegalArgumentException e) {
            throw MountOptions.refused(
                    option, String.valueOf(e.getMessage()), "type=bind,source=DIR,target=/inside");
        }
        MountFields fields = new MountFields(option, values);
        fields.check();
        return fields;
    }

    private static void put(String option, String field, Map<String, String> values) {
        int equals = field.indexOf('=');
        String key = canonical(equals < 0 ? field : field.substring(0, equals));
        if (equals < 0 && !key.equals("readonly")) {
            throw MountOptions.refused(
                    option,
                    "the field '" + field + "' does not read KEY=VALUE",
                    "type=bind,source=DIR,target=/inside");
        }
        String value = equals < 0 ? "true" : field.substring(equals + 1);
        if (values.put(key, value) != null) {
            throw MountOptions.refused(option, "the field " + key + " stands there twice", "one");
        }
    }

    private static String canonical(String key) {
        return switch (key) {
            case "src" -> "source";
            case "dst", "destination" -> "target";
            case "ro" -> "readonly";
            default -> key;
        };
    }

    private void check() {
        Set<String> known =
                switch (type()) {
                    case "bind" -> BIND;
                    case "tmpfs" -> TMPFS;
                    default -> values.keySet();
                };
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                throw MountOptions.refused(
                        option,
                        "a mount of type " + type() + " has no field " + key + " here",
                        String.join(", ", known.stream().sorted().toList()));
            }
        }
        only("bind-propagation", "rprivate", "mounts never travel between host and container");
        only("bind-recursive", "enabled", "what is mounted below the source always comes along");
    }

    private void only(String key, String value, String why) {
        String given = values.get(key);
        if (given != null && !given.equals(value)) {
            throw MountOptions.refused(option, why, key + "=" + value);
        }
    }

    /** The type; Docker's default is {@code volume}. */
    String type() {
        return values.getOrDefault("type", "volume");
    }

    /** The source as typed. */
    @Nullable String source() {
        return values.get("source");
    }

    /** The target. */
    String target() {
        String target = values.get("target");
        if (target == null || target.isEmpty()) {
            throw MountOptions.refused(option, "a mount has a target", "target=/inside");
        }
        return target;
    }

    /** The target, or something to show where there is none. */
    String targetOr(String other) {
        return values.getOrDefault("target", other);
    }

    /** Whether it is read-only. */
    boolean readOnly() {
        return switch (values.getOrDefault("readonly", "false")) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default ->
                    throw MountOptions.refused(
                            option, "readonly is neither true nor false", "readonly");
        };
    }

    /** The tmpfs these fields describe. */
    MountRequest.Tmpfs tmpfs() {
        String size = values.get("tmpfs-size");
        String mode = values.getOrDefault("tmpfs-mode", "1777");
        return new MountRequest.Tmpfs(
                target(),
                size == null
                        ? MountRequest.Tmpfs.SIZE_BYTES_DEFAULT
                        : Sizes.parse("tmpfs-size", size),
                TmpfsOption.mode(option, mode),
                0,
                0,
                false,
                readOnly());
    }
}
