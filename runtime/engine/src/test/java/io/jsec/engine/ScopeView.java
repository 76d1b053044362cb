package io.jsec.engine;

import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * Whoever looks at an engine, and what there is for him: said in other words than the engine's.
 *
 * @param scope labels of the scope
 * @param shared labels of which a container shares one with what its maker made
 */
record ScopeView(Map<String, String> scope, Map<String, String> shared) {
    private static final String HEAD = "c".repeat(64);

    /** A client's scope: keys and values. */
    static ScopeView of(String... labels) {
        Map<String, String> scope = new TreeMap<>();
        for (int i = 0; i < labels.length; i += 2) {
            scope.put(labels[i], labels[i + 1]);
        }
        return new ScopeView(scope, Map.of());
    }

    /** A container that this client made. */
    ScopeView sidecar(Map<String, String> labels) {
        Map<String, String> own = new TreeMap<>(scope);
        own.put("io.jsec.scope", HEAD);
        return new ScopeView(own, labels);
    }

    Access access() {
        return new Access(scope, Set.of(), shared);
    }

    boolean owns(Map<String, String> noted) {
        Map<String, String> missed = new TreeMap<>(scope);
        missed.entrySet().removeAll(noted.entrySet());
        boolean byMaker =
                missed.keySet().equals(Set.of("io.jsec.scope"))
                        && scope.containsKey("io.jsec.owner") == noted.containsKey("io.jsec.owner")
                        && isMarked(noted.getOrDefault("io.jsec.scope", ""));
        return missed.isEmpty() || (byMaker && sharesOne(noted));
    }

    private boolean sharesOne(Map<String, String> noted) {
        return shared.keySet().stream()
                .anyMatch(key -> Objects.equals(shared.get(key), noted.get(key)));
    }

    /** An image says in which scope it was made: that of the maker, and no narrower one. */
    private boolean isMarked(String mark) {
        Map<String, String> maker = new TreeMap<>(scope);
        maker.remove("io.jsec.scope");
        return mark.isEmpty() || ("{" + mark.replace(",", ", ") + "}").equals(maker.toString());
    }

    boolean seesImage(Map<String, String> noted) {
        Set<String> claims = new HashSet<>(scope.keySet());
        claims.addAll(Set.of("io.jsec.owner", "io.jsec.scope"));
        claims.retainAll(noted.keySet());
        return owns(noted) || claims.isEmpty();
    }
}
