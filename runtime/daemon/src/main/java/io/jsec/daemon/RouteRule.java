package io.jsec.daemon;

import io.jsec.daemon.edge.Query;
import io.jsec.engine.Restraint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * One line of the table {@code roles.tsv}: who may call a route. The roles that are built in are
 * its columns; the page docs/roles.md is made of it.
 *
 * @param id of the rule, as refusals name it
 * @param operation what roles.yaml calls it
 * @param method of HTTP
 * @param template of the route
 * @param with a parameter of the query without which the line does not count; empty for none
 * @param roles that may, beside admin
 */
record RouteRule(
        String id,
        String operation,
        String method,
        String template,
        String with,
        Set<String> roles) {
    private static final String NONE = "-";
    private static final int FIRST_ROLE = 5;
    private static final List<List<String>> CELLS = TsvResource.lines("roles.tsv");
    private static final List<RouteRule> ALL = rules();

    RouteRule {
        roles = Set.copyOf(roles);
    }

    private static List<RouteRule> rules() {
        List<String> names = columns();
        List<RouteRule> rules = new ArrayList<>();
        for (List<String> cells : CELLS.subList(2, CELLS.size())) {
            Set<String> roles = new TreeSet<>();
            for (int i = 0; i < names.size(); i++) {
                if (cells.get(FIRST_ROLE + i).equals("yes")) {
                    roles.add(names.get(i));
                }
            }
            String with = cells.get(4).equals(NONE) ? "" : cells.get(4);
            rules.add(
                    new RouteRule(
                            cells.get(0), cells.get(1), cells.get(2), cells.get(3), with, roles));
        }
        return List.copyOf(rules);
    }

    /** The whole table. */
    static List<RouteRule> all() {
        return ALL;
    }

    /** The roles that are its columns, in their order: all that are built in but admin. */
    static List<String> columns() {
        List<String> head = CELLS.getFirst();
        return head.subList(FIRST_ROLE, head.size());
    }

    /** What a role of the table is held to. */
    static Set<Restraint> restraints(String role) {
        int column = FIRST_ROLE + columns().indexOf(role);
        String cell = CELLS.get(1).get(column);
        return cell.equals(NONE)
                ? Set.of()
                : Arrays.stream(cell.split(",", -1))
                        .map(word -> Restraint.of(word).orElseThrow())
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Restraint.class)));
    }

    /** What a role of the table may do. */
    static Set<String> operations(String role) {
        return ALL.stream()
                .filter(rule -> rule.roles().contains(role))
                .map(RouteRule::operation)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Every operation. */
    static Set<String> operations() {
        return ALL.stream()
                .map(RouteRule::operation)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * The rule of a call.
     *
     * @throws IllegalStateException for a route that the table does not have
     */
    static RouteRule of(Route route, Query query) {
        Optional<RouteRule> rule =
                Rows.BY_ROUTE
                        .getOrDefault(route.method() + " " + route.template(), List.of())
                        .stream()
                        .filter(each -> each.with.isEmpty() || query.given(each.with).isPresent())
                        .findFirst();
        return rule.orElseThrow(() ->
                new IllegalStateException(
                        "roles.tsv has no " + route.method() + " " + route.template()));
    }

    /** The lines of a route, those that depend on a parameter first. */
    private static final class Rows {
        static final Map<String, List<RouteRule>> BY_ROUTE = byRoute();

        private static Map<String, List<RouteRule>> byRoute() {
            Map<String, List<RouteRule>> rows = new LinkedHashMap<>();
            for (RouteRule rule : ALL) {
                rows.computeIfAbsent(rule.method + " " + rule.template, _ -> new ArrayList<>())
                        .add(rule);
            }
            rows.values()
                    .forEach(each ->
                            each.sort(
                                    Comparator.comparing((RouteRule rule) -> rule.with.isEmpty())));
            return rows;
        }
    }
}
