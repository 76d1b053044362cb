package io.jsec.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * Which events are read.
 *
 * @param since what is remembered from then on comes first
 * @param until the end; what is remembered comes first then too, and is all where it has passed
 * @param filters config, container, daemon, event, image, label, network, node, plugin, scope,
 *     secret, service, type, volume
 */
public record EventsRequest(Optional<Instant> since, Optional<Instant> until, Filters filters) {
    /** Everything from now on. */
    public static final EventsRequest NEW =
            new EventsRequest(Optional.empty(), Optional.empty(), Filters.NONE);
}
