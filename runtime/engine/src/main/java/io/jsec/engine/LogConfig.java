package io.jsec.engine;

import java.util.Map;

/**
 * Where a container's output is kept.
 *
 * @param type {@code json-file}, {@code local}, {@code none}; empty for the engine's default
 * @param options {@code max-size}, {@code max-file}, {@code compress} …
 */
public record LogConfig(String type, Map<String, String> options) {
    /** The engine's default. */
    public static final LogConfig DEFAULT = new LogConfig("", Map.of());

    /** Copied. */
    public LogConfig {
        options = Map.copyOf(options);
    }
}
