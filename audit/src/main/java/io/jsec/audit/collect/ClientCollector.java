package io.jsec.audit.collect;

import io.jsec.rules.ClientFacts;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Passes on what the environment of the caller tells Docker's client. */
public final class ClientCollector implements Collector {
    private final String host;
    private final Map<String, String> variables;

    /**
     * A collector.
     *
     * @param host name of the host
     * @param variables the caller's environment
     */
    public ClientCollector(String host, Map<String, String> variables) {
        this.host = host;
        this.variables = Map.copyOf(variables);
    }

    @Override
    public Target target() {
        return new Target(Target.Kind.HOST, host);
    }

    @Override
    public Collected collect() {
        Map<String, String> own = new HashMap<>(variables);
        own.keySet().removeIf(name -> !name.startsWith("DOCKER_"));
        SourceLocation at = SourceLocation.whole("environment");
        return Collected.of(List.of(new ClientFacts(target(), at, own)));
    }
}
