package io.jsec.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.daemon.edge.StatusException;
import java.util.Map;

/** Refuses what this engine does not do, by name, before anything is made of a request. */
final class RefusedOptions {
    private static final String ENDPOINT = "NetworkingConfig.EndpointsConfig.NAME.";

    private RefusedOptions() {}

    /**
     * Looks through a request to create a container.
     *
     * @throws StatusException 400, for the first option that is not done here
     */
    static void check(JsonNode request) {
        for (RunOption option : RunOption.all()) {
            if (option.isRefusedHere()) {
                check(option, request);
            }
        }
    }

    private static void check(RunOption option, JsonNode request) {
        if (option.field().startsWith(ENDPOINT)) {
            String field = option.field().substring(ENDPOINT.length());
            JsonNode endpoints = request.path("NetworkingConfig").path("EndpointsConfig");
            for (Map.Entry<String, JsonNode> endpoint : endpoints.properties()) {
                refuse(option, endpoint.getValue().path(field));
            }
        } else {
            JsonNode value = request;
            for (String part : option.field().split("\\.", -1)) {
                value = value.path(part);
            }
            refuse(option, value);
        }
    }

    private static void refuse(RunOption option, JsonNode value) {
        if (!value.isMissingNode() && !option.isUnset(value)) {
            throw new StatusException(400, option.refusal());
        }
    }
}
