package io.jsec.daemon;

import io.jsec.engine.Restraint;
import java.util.Set;

/**
 * What a role may do.
 *
 * @param all whether every operation, those of later versions too
 * @param operations of the table
 * @param restraints on what is done with objects
 */
record Rights(boolean all, Set<String> operations, Set<Restraint> restraints) {
    /** Everything. */
    static final Rights ADMIN = new Rights(true, Set.of(), Set.of());

    Rights {
        operations = Set.copyOf(operations);
        restraints = Set.copyOf(restraints);
    }

    /** Those of a role that is a column of the table. */
    static Rights builtIn(String role) {
        return new Rights(false, RouteRule.operations(role), RouteRule.restraints(role));
    }

    /**
     * Whether whoever has these may do all that others may, and is held to nothing they are not.
     */
    boolean cover(Rights others) {
        boolean operations = all || this.operations.containsAll(others.operations);
        return operations && others.restraints.containsAll(restraints);
    }

    boolean allow(RouteRule rule) {
        return all || operations.contains(rule.operation());
    }
}
