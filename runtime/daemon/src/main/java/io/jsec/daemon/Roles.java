package io.jsec.daemon;

import io.jsec.ca.Role;
import io.jsec.engine.Access;
import io.jsec.engine.Restraint;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The roles there are: those of the table, admin, and those of roles.yaml. */
public final class Roles {
    /** The role that may do everything. */
    static final String ADMIN = "admin";

    /** The role of a container that has a socket of its own. */
    static final String SIDECAR = "sidecar";

    /** The role of whoever has none. */
    static final String NOBODY = "nobody";

    private static final String CREATE = "containers.create";

    private static final Map<String, Rights> BUILT_IN = builtInRights();

    private final Map<String, Rights> rights;

    private Roles(Map<String, Rights> own) {
        this.rights = new LinkedHashMap<>(BUILT_IN);
        this.rights.putAll(own);
    }

    private static Map<String, Rights> builtInRights() {
        Map<String, Rights> rights = new LinkedHashMap<>();
        rights.put(ADMIN, Rights.ADMIN);
        RouteRule.columns().forEach(role -> rights.put(role, Rights.builtIn(role)));
        return rights;
    }

    /** Those of the table and admin. */
    public static Roles builtIn() {
        return new Roles(Map.of());
    }

    /**
     * These and the roles of a file.
     *
     * @param path as problems name it
     * @throws ConfigException with everything that is wrong in it
     */
    public static Roles read(String path, byte[] bytes) {
        return new Roles(new RolesReader(path, BUILT_IN).read(bytes));
    }

    /** The names of those that are built in and that people may have. */
    public static Set<String> builtInNames() {
        Set<String> names = new TreeSet<>(BUILT_IN.keySet());
        names.removeAll(Set.of(NOBODY, SIDECAR));
        return names;
    }

    /** What a role may do, and on which objects; nothing where there is no such role. */
    Optional<Grant> of(Role role) {
        Optional<Map<String, String>> scope = role.scope().map(Roles::scope).orElse(NO_SCOPE);
        return Optional.ofNullable(rights.get(role.name()))
                .flatMap(found ->
                        scope.map(
                                labels -> new Grant(found, new Access(labels, restraints(found)))));
    }

    /**
     * A role's own, and no socket in its containers where a container could do more by it than the
     * role may.
     */
    private static Set<Restraint> restraints(Rights rights) {
        boolean makes = rights.all() || rights.operations().contains(CREATE);
        if (!makes || rights.cover(Rights.builtIn(SIDECAR))) {
            return rights.restraints();
        }
        Set<Restraint> restraints = EnumSet.of(Restraint.NO_SOCKET);
        restraints.addAll(rights.restraints());
        return restraints;
    }

    private static final Optional<Map<String, String>> NO_SCOPE = Optional.of(Map.of());

    /** The labels of a scope; nothing for one that says two things of a label, or is reserved. */
    private static Optional<Map<String, String>> scope(String text) {
        Map<String, String> labels = new TreeMap<>();
        for (String label : text.split(",", -1)) {
            int equals = label.indexOf('=');
            String key = label.substring(0, equals);
            boolean reserved = key.startsWith(Access.RESERVED) && !key.equals(Access.OWNER);
            if (reserved || labels.put(key, label.substring(equals + 1)) != null) {
                return Optional.empty();
            }
        }
        return Optional.of(labels);
    }

    /** A role with a scope, looked up. */
    record Grant(Rights rights, Access access) {
        /**
         * The same on those objects alone that carry these labels too.
         *
         * @param shared labels by which a container sees more
         */
        Grant within(Map<String, String> labels, Map<String, String> shared) {
            Map<String, String> scope = new TreeMap<>(access.scope());
            scope.putAll(labels);
            return new Grant(rights, new Access(scope, access.restraints(), shared));
        }
    }
}
