package io.jsec.daemon;

import io.jsec.engine.Restraint;
import io.jsec.rules.read.Node;
import io.jsec.rules.read.ReadException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads roles.yaml, and says everything that is wrong at once:
 *
 * <pre>{@code
 * roles:
 *   night-shift:
 *     like: viewer
 *     allow: [containers.restart, exec.*]
 *     deny: [system.events]
 *     restraints: [hide-env, no-input]
 * }</pre>
 */
final class RolesReader {
    private static final String NAME = "[a-z][a-z0-9-]{0,31}";
    private static final Set<String> KEYS = Set.of("allow", "deny", "like", "restraints");
    private static final int ROLES_MAX = 256;

    private final Problems problems = new Problems();
    private final String path;
    private final Map<String, Rights> builtIn;

    RolesReader(String path, Map<String, Rights> builtIn) {
        this.path = path;
        this.builtIn = Map.copyOf(builtIn);
    }

    Map<String, Rights> read(byte[] bytes) {
        Map<String, Rights> roles = new LinkedHashMap<>();
        try {
            for (Node.Entry entry : problems.entries(path, bytes)) {
                if (!entry.name().equals("roles")) {
                    problems.unknown(entry.key().at(), "key", entry.name(), Set.of("roles"));
                } else if (!entry.value().isNull()) {
                    roles.putAll(roles(entry.value()));
                }
            }
        } catch (ReadException e) {
            problems.add(e);
        }
        problems.throwIfAny();
        return roles;
    }

    private Map<String, Rights> roles(Node node) {
        Map<String, Rights> roles = new LinkedHashMap<>();
        for (Node.Entry entry : problems.mapping(node, "roles takes a mapping of names to roles")) {
            String name = entry.name();
            if (!name.matches(NAME)) {
                problems.add(
                        entry.key().at(),
                        "a role's name has small letters, digits and dashes: " + name);
            } else if (builtIn.containsKey(name)) {
                problems.add(
                        entry.key().at(), "the role " + name + " is built in: take another name");
            } else if (roles.size() == ROLES_MAX) {
                problems.add(entry.key().at(), "more than " + ROLES_MAX + " roles");
            } else {
                roles.put(name, role(name, entry.value()));
            }
        }
        return roles;
    }

    private Rights role(String name, Node node) {
        Rights base = builtIn.getOrDefault(Roles.NOBODY, Rights.ADMIN);
        Set<String> allow = new TreeSet<>();
        Set<String> deny = new TreeSet<>();
        Optional<Set<Restraint>> restraints = Optional.empty();
        for (Node.Entry entry : problems.mapping(node, "the role " + name + " takes a mapping")) {
            switch (entry.name()) {
                case "like" -> base = like(entry.value()).orElse(base);
                case "allow" -> allow.addAll(operations(entry));
                case "deny" -> deny.addAll(operations(entry));
                case "restraints" -> restraints = Optional.of(restraints(entry));
                default -> problems.unknown(entry.key().at(), "key", entry.name(), KEYS);
            }
        }
        Set<String> operations =
                new TreeSet<>(base.all() ? RouteRule.operations() : base.operations());
        operations.addAll(allow);
        operations.removeAll(deny);
        // Nobody can be told that he may do nothing who cannot ask.
        operations.addAll(RouteRule.operations(Roles.NOBODY));
        return new Rights(false, operations, restraints.orElse(base.restraints()));
    }

    private Optional<Rights> like(Node node) {
        String word = node.string().orElse("");
        Optional<Rights> rights = Optional.ofNullable(builtIn.get(word));
        if (rights.isEmpty()) {
            problems.unknown(node.at(), "built-in role", word, Roles.builtInNames());
        }
        return rights;
    }

    /** The texts of a list, each with its place. */
    private List<Node> words(Node.Entry entry) {
        if (!(entry.value() instanceof Node.Sequence list)) {
            problems.add(entry.value().at(), entry.name() + " takes a list");
            return List.of();
        }
        for (Node item : list.items()) {
            if (item.string().isEmpty()) {
                problems.add(item.at(), entry.name() + " takes a list of words");
            }
        }
        return list.items().stream().filter(item -> item.string().isPresent()).toList();
    }

    private Set<String> operations(Node.Entry entry) {
        Set<String> known = RouteRule.operations();
        Set<String> found = new TreeSet<>();
        for (Node item : words(entry)) {
            String word = item.string().orElse("");
            Set<String> meant = meant(word, known);
            if (meant.isEmpty()) {
                Set<String> all = new TreeSet<>(known);
                known.forEach(each -> all.add(group(each) + "*"));
                problems.unknown(item.at(), "operation", word, all);
            }
            found.addAll(meant);
        }
        return found;
    }

    /** {@code exec.*} is every operation that begins so. */
    private static Set<String> meant(String word, Set<String> known) {
        return known.stream()
                .filter(each -> each.equals(word) || (group(each) + "*").equals(word))
                .collect(Collectors.toSet());
    }

    private static String group(String operation) {
        return operation.substring(0, operation.indexOf('.') + 1);
    }

    private Set<Restraint> restraints(Node.Entry entry) {
        Set<Restraint> found = EnumSet.noneOf(Restraint.class);
        for (Node item : words(entry)) {
            String word = item.string().orElse("");
            Optional<Restraint> restraint = Restraint.of(word);
            restraint.ifPresent(found::add);
            if (restraint.isEmpty()) {
                List<String> known =
                        Arrays.stream(Restraint.values()).map(Restraint::word).toList();
                problems.unknown(item.at(), "restraint", word, known);
            }
        }
        return found;
    }
}
