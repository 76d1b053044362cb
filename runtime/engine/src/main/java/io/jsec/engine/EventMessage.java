package io.jsec.engine;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that happened.
 *
 * @param type container, image, volume, network, daemon
 * @param action create, start, die …; {@code exec_create: WORDS} with its words
 * @param actor the object's id
 * @param attributes image, name, exitCode, signal, labels …
 * @param time when
 */
public record EventMessage(
        String type, String action, String actor, Map<String, String> attributes, Instant time) {
    /** Copied, in the order given. */
    public EventMessage {
        attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
}
