package io.jsec.daemon;

import io.jsec.ca.Role;
import io.jsec.journal.Identity;
import java.util.Map;

/**
 * Who makes a call, and as what: the holder of a certificate with the role that stands in it, a
 * user of this host, or a container.
 *
 * @param who as the journal names them
 * @param role what it may do, and on which objects
 * @param scope labels beside those of the role's scope, of which no certificate can speak
 * @param shared labels by which a container sees more than its scope
 */
record Caller(Identity who, Role role, Map<String, String> scope, Map<String, String> shared) {
    Caller {
        scope = Map.copyOf(scope);
        shared = Map.copyOf(shared);
    }

    /** One that shares nothing. */
    Caller(Identity who, Role role, Map<String, String> scope) {
        this(who, role, scope, Map.of());
    }

    /** One of whom the role says everything. */
    Caller(Identity who, Role role) {
        this(who, role, Map.of());
    }
}
