package io.jsec.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.engine.EventMessage;

/** A line of {@code GET /events}, with the fields that older clients read beside the others. */
final class EventJson {
    private EventJson() {}

    static ObjectNode of(EventMessage event) {
        ObjectNode json = Json.object();
        boolean container = event.type().equals("container");
        if (container || event.type().equals("image")) {
            json.put("status", event.action()).put("id", event.actor());
        }
        if (container) {
            json.put("from", event.attributes().getOrDefault("image", ""));
        }
        json.put("Type", event.type()).put("Action", event.action());
        ObjectNode actor = json.putObject("Actor").put("ID", event.actor());
        actor.set("Attributes", Json.table(event.attributes()));
        return json.put("scope", "local")
                .put("time", event.time().getEpochSecond())
                .put("timeNano", Times.nanos(event.time()));
    }
}
