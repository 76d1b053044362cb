package io.jsec.engine;

import java.util.OptionalInt;

/**
 * Which containers are listed, newest first.
 *
 * @param all whether those that do not run are among them
 * @param limit the newest so many, whatever their state
 * @param sizes whether sizes are counted
 * @param filters ancestor, before, exited, expose, health, id, is-task, label, name, network,
 *     publish, since, status, volume
 */
public record ListRequest(boolean all, OptionalInt limit, boolean sizes, Filters filters) {
    /** Those that run. */
    public static final ListRequest RUNNING =
            new ListRequest(false, OptionalInt.empty(), false, Filters.NONE);

    /** All of them. */
    public static final ListRequest ALL =
            new ListRequest(true, OptionalInt.empty(), false, Filters.NONE);
}
