package io.jsec.linux;

import java.util.Optional;

/**
 * Which engine a command talks to, and why.
 *
 * @param engine what it is
 * @param why the first rule that held
 */
public record EngineChoice(Engine engine, String why) {
    /** The engines there are. */
    public enum Engine {
        /** Named by the user. */
        NAMED,
        /** The user's own, started when needed. */
        USER,
        /** The one of the user jsec. */
        SYSTEM,
        /** None: the command does the work itself. */
        STANDALONE
    }

    /**
     * What the choice depends on.
     *
     * @param option of {@code -H}
     * @param dockerHost of the environment
     * @param userSocket whether the user's engine has a socket
     * @param subordinateIds whether the user has any
     * @param systemSocket whether the system engine's socket is there and writable
     */
    public record Signs(
            Optional<String> option,
            Optional<String> dockerHost,
            boolean root,
            boolean userSocket,
            boolean subordinateIds,
            boolean systemSocket) {}

    /**
     * The first rule that holds: {@code -H}, DOCKER_HOST, the user's engine, the system's, none.
     */
    public static EngineChoice of(Signs signs) {
        if (signs.option.isPresent()) {
            return new EngineChoice(Engine.NAMED, "-H " + signs.option.get());
        }
        if (signs.dockerHost.isPresent()) {
            return new EngineChoice(Engine.NAMED, "DOCKER_HOST=" + signs.dockerHost.get());
        }
        if (signs.root) {
            return new EngineChoice(Engine.SYSTEM, "root has no engine of its own");
        }
        if (signs.userSocket) {
            return new EngineChoice(Engine.USER, "its socket exists");
        }
        if (signs.subordinateIds) {
            return new EngineChoice(Engine.USER, "the user has subordinate ids");
        }
        if (signs.systemSocket) {
            return new EngineChoice(
                    Engine.SYSTEM, "no subordinate ids, and its socket is writable");
        }
        return new EngineChoice(
                Engine.STANDALONE, "no subordinate ids and no socket this user may write to");
    }
}
