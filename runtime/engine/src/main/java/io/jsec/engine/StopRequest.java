package io.jsec.engine;

import java.util.OptionalInt;

/**
 * How a container is stopped.
 *
 * @param signal name or number; empty for the container's own
 * @param timeoutSeconds until SIGKILL; -1 for never; absent for the container's own, or 10
 */
public record StopRequest(String signal, OptionalInt timeoutSeconds) {
    /** As the container says. */
    public static final StopRequest DEFAULT = new StopRequest("", OptionalInt.empty());
}
