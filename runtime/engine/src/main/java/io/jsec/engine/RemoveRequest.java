package io.jsec.engine;

/**
 * How a container is removed.
 *
 * @param force whether it is killed where it runs
 * @param volumes whether its anonymous volumes go with it
 */
public record RemoveRequest(boolean force, boolean volumes) {}
