package io.jsec.daemon;

import io.jsec.journal.Identity;
import java.util.Map;

/** Hears of every call that a rule forbids, before the client does. */
@FunctionalInterface
public interface Decisions {
    /** Nobody listens. */
    Decisions UNHEARD = _ -> {};

    /** A call was refused. It must not block for long: the client waits. */
    void refused(Refusal refusal);

    /**
     * A refusal.
     *
     * @param rule its id: {@code JSEC-R-nnn} of roles and scopes, {@code JSEC-C-nnn} of containers
     * @param who as the journal names them
     * @param role with its scope
     * @param method of HTTP
     * @param route with names in braces
     * @param names that stand in the path
     * @param sentence what the client reads
     */
    record Refusal(
            String rule,
            Identity who,
            String role,
            String method,
            String route,
            Map<String, String> names,
            String sentence) {
        /** Copies the map. */
        public Refusal {
            names = Map.copyOf(names);
        }
    }
}
