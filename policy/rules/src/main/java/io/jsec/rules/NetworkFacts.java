package io.jsec.rules;

import java.util.List;
import java.util.Map;

/**
 * One network of an engine.
 *
 * @param target the network by its name
 * @param whole the place of the network as a whole
 * @param driver e.g. {@code bridge}, {@code overlay}
 * @param internal whether it has no way out
 * @param ingress whether it is the swarm's own
 * @param options of its driver, by name
 * @param containers names of those attached
 */
public record NetworkFacts(
        Target target,
        SourceLocation whole,
        Fact<String> driver,
        Fact<Boolean> internal,
        Fact<Boolean> ingress,
        Map<String, Located<String>> options,
        Fact<List<Located<String>>> containers)
        implements Facts {
    /** Copies the map. */
    public NetworkFacts {
        options = Map.copyOf(options);
    }
}
