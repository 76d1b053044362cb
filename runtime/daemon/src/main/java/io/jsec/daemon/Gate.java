package io.jsec.daemon;

import io.jsec.daemon.edge.Peer;
import io.jsec.daemon.edge.Query;
import io.jsec.engine.Access;
import io.jsec.engine.EngineException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Where each call is judged: who makes it, with which role, and whether the role may call the
 * route. On which objects is the engine's affair, which is asked for what the caller sees of it.
 */
public final class Gate {
    private static final String NO_ROLE = "JSEC-R-001";
    private static final Rights NOTHING = Rights.builtIn(Roles.NOBODY);

    private final Function<Peer, Caller> callers;
    private volatile Roles roles;

    /** A gate for those callers, with these roles. */
    public Gate(Callers callers, Roles roles) {
        this(callers::of, roles);
    }

    Gate(Function<Peer, Caller> callers, Roles roles) {
        this.callers = callers;
        this.roles = roles;
    }

    /** Other roles, from the next call on. */
    public void roles(Roles newer) {
        roles = newer;
    }

    Caller caller(Peer peer) {
        return callers.apply(peer);
    }

    /** What a caller may do; next to nothing where there is no such role. */
    Roles.Grant grant(Caller caller) {
        return known(caller)
                .orElseGet(
                        () -> new Roles.Grant(NOTHING, new Access(Map.of(), NOTHING.restraints())));
    }

    private Optional<Roles.Grant> known(Caller caller) {
        // It is the role of containers: a certificate that names it has no scope of its own.
        boolean unfit = caller.role().name().equals(Roles.SIDECAR) && caller.scope().isEmpty();
        return unfit
                ? Optional.empty()
                : roles.of(caller.role())
                        .map(grant -> grant.within(caller.scope(), caller.shared()));
    }

    /**
     * Lets a call pass.
     *
     * @throws EngineException Forbidden, where its role may not make it
     */
    void check(Caller caller, Roles.Grant grant, Route route, Query query) {
        RouteRule rule = RouteRule.of(route, query);
        if (grant.rights().allow(rule)) {
            return;
        }
        String what = route.method() + " " + route.template();
        String role = caller.role().name();
        if (role.equals(Roles.NOBODY) || known(caller).isEmpty()) {
            String why =
                    role.equals(Roles.NOBODY)
                            ? caller.who() + " has no role here"
                            : "there is no role " + caller.role() + " here";
            throw EngineException.forbidden(
                    NO_ROLE,
                    what,
                    why,
                    "a user of the socket's group, or a certificate with one of the roles "
                            + String.join(", ", Roles.builtInNames()));
        }
        throw EngineException.forbidden(
                rule.id(), what, "the role " + role + " may not do " + rule.operation(), who(rule));
    }

    private static String who(RouteRule rule) {
        String roles =
                RouteRule.columns().stream()
                        .filter(role -> rule.roles().contains(role) && !role.equals(Roles.SIDECAR))
                        .map(role -> role + ", ")
                        .reduce("", String::concat);
        return roles.isEmpty() ? "the role admin" : "one of the roles " + roles + "admin";
    }
}
