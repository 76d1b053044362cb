package io.jsec.engine;

import java.util.Map;
import java.util.Set;

/** Which events somebody wants; parsed once. */
final class EventFilter {
    private static final Set<String> KEYS =
            Set.of(
                    "config",
                    "container",
                    "daemon",
                    "event",
                    "image",
                    "label",
                    "network",
                    "node",
                    "plugin",
                    "scope",
                    "secret",
                    "service",
                    "type",
                    "volume");

    private final Filters filters;

    private EventFilter(Filters filters) {
        this.filters = filters;
    }

    /**
     * Checked.
     *
     * @throws EngineException for a key that means nothing here
     */
    static EventFilter of(Filters filters) {
        filters.checkKeys(KEYS);
        return new EventFilter(filters);
    }

    boolean matches(EventMessage message) {
        return any("type", message.type())
                && action(message.action())
                && any("scope", "local")
                && object("container", message)
                && object("volume", message)
                && object("network", message)
                && object("daemon", message)
                && image(message)
                && object("plugin", message)
                && object("service", message)
                && object("node", message)
                && object("secret", message)
                && object("config", message)
                && filters.matches(message.attributes());
    }

    private boolean any(String key, String value) {
        return !filters.has(key) || filters.values(key).contains(value);
    }

    /** {@code exec_create} stands for {@code exec_create: WORDS} too. */
    private boolean action(String action) {
        return !filters.has("event")
                || filters.values("event").stream()
                        .anyMatch(wanted ->
                                action.equals(wanted) || action.startsWith(wanted + ": "));
    }

    private boolean object(String type, EventMessage message) {
        if (!filters.has(type)) {
            return true;
        }
        String name = message.attributes().getOrDefault("name", "");
        return message.type().equals(type)
                && filters.values(type).stream()
                        .anyMatch(wanted ->
                                wanted.equals(name)
                                        || wanted.equals("/" + name)
                                        || (!wanted.isEmpty()
                                                && message.actor().startsWith(wanted)));
    }

    /** An image is meant by its own events and by those of its containers. */
    private boolean image(EventMessage message) {
        if (!filters.has("image")) {
            return true;
        }
        Map<String, String> attributes = message.attributes();
        String name =
                message.type().equals("image")
                        ? attributes.getOrDefault("name", message.actor())
                        : attributes.getOrDefault("image", "");
        return filters.values("image").stream()
                .anyMatch(wanted ->
                        wanted.equals(name)
                                || wanted.equals(message.actor())
                                || (wanted + ":latest").equals(name)
                                || wanted.equals(untagged(name)));
    }

    private static String untagged(String name) {
        int colon = name.lastIndexOf(':');
        return colon > name.lastIndexOf('/') ? name.substring(0, colon) : name;
    }
}
