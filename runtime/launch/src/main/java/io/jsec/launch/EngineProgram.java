package io.jsec.launch;

import java.util.List;
import java.util.Map;

/**
 * The program that the resident launcher starts and starts again: the engine.
 *
 * @param command its program, an absolute path, and its arguments
 * @param environment all of it, at most {@link #ENVIRONMENT_MAX} entries; nothing of the launcher's
 *     own is added
 */
public record EngineProgram(List<String> command, Map<String, String> environment) {
    /** Entries of the environment. */
    public static final int ENVIRONMENT_MAX = 64;

    /** Copies, and refuses what the launcher would. */
    public EngineProgram {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
        if (command.isEmpty() || !command.getFirst().startsWith("/")) {
            throw new IllegalArgumentException("an engine's program is an absolute path");
        }
        if (environment.size() > ENVIRONMENT_MAX) {
            throw new IllegalArgumentException(environment.size() + " variables");
        }
        for (String name : environment.keySet()) {
            if (name.isEmpty() || name.contains("=")) {
                throw new IllegalArgumentException("a variable named '" + name + "'");
            }
        }
    }
}
