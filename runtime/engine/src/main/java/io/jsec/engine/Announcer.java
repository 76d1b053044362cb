package io.jsec.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tells events of containers, with the attributes Docker's have. */
final class Announcer {
    private final EventLog events;

    Announcer(EventLog events) {
        this.events = events;
    }

    /** An event without attributes of its own. */
    void tell(ContainerRecord container, String action) {
        tell(container, action, Map.of());
    }

    /** An event with attributes of its own. */
    void tell(ContainerRecord container, String action, Map<String, String> more) {
        Map<String, String> attributes = new LinkedHashMap<>(container.config().labels());
        attributes.put("image", container.config().image());
        attributes.put("name", container.name());
        attributes.putAll(more);
        events.publish(
                "container",
                action,
                container.id(),
                attributes,
                Optional.of(container.config().labels()));
    }

    /** An event of something that is no container and has labels. */
    void tell(
            String type,
            String action,
            String actor,
            Map<String, String> attributes,
            Map<String, String> labels) {
        events.publish(type, action, actor, attributes, Optional.of(labels));
    }

    /** An event of many objects, which nobody hears who sees some of them only. */
    void tell(String type, String action, String actor, Map<String, String> attributes) {
        events.publish(type, action, actor, attributes);
    }
}
