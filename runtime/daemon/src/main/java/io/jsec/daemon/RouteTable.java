package io.jsec.daemon;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Every route; of those that fit a path, the one with the longest fixed part. */
final class RouteTable {
    private final List<Route.Compiled> routes;

    RouteTable(List<Route> routes) {
        List<Route.Compiled> compiled = new ArrayList<>();
        routes.forEach(route -> compiled.add(route.compiled()));
        compiled.sort(Comparator.comparingInt(Route.Compiled::weight).reversed());
        this.routes = List.copyOf(compiled);
    }

    /** Where a request belongs. */
    sealed interface Found {
        /** A route, with the names its path holds. */
        record At(Route route, Map<String, String> names) implements Found {
            /** Copies the map. */
            public At {
                names = Map.copyOf(names);
            }
        }

        /** There is such a path, but not for this method. */
        record OtherMethods(List<String> methods) implements Found {
            /** Copies the list. */
            public OtherMethods {
                methods = List.copyOf(methods);
            }
        }

        /** There is no such path. */
        record Nowhere() implements Found {}
    }

    /**
     * Finds a route.
     *
     * @param path decoded, without a version
     */
    Found find(String method, String path) {
        TreeSet<String> others = new TreeSet<>();
        for (Route.Compiled each : routes) {
            Optional<Map<String, String>> names = each.match(path);
            if (names.isPresent()) {
                if (each.route().method().equals(method)) {
                    return new Found.At(each.route(), names.orElseThrow());
                }
                others.add(each.route().method());
            }
        }
        return others.isEmpty() ? new Found.Nowhere() : new Found.OtherMethods(List.copyOf(others));
    }

    /** The routes, for whoever checks that none is missing. */
    List<Route> routes() {
        return routes.stream().map(Route.Compiled::route).toList();
    }
}
