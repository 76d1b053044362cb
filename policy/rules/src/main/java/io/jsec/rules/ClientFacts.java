package io.jsec.rules;

import java.util.Map;

/**
 * What a client of Docker is told by its environment.
 *
 * @param target the host
 * @param whole the place of the environment as a whole
 * @param variables those whose names begin with {@code DOCKER_}
 */
public record ClientFacts(Target target, SourceLocation whole, Map<String, String> variables)
        implements Facts {
    /** Copies the map. */
    public ClientFacts {
        variables = Map.copyOf(variables);
    }
}
