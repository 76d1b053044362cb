package io.jsec.cli.docker;

import io.jsec.cli.client.Request;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The values of {@code --filter} as the API takes them: {@code {"name":{"value":true}}}. */
final class Filters {
    private Filters() {}

    /** A request with the filters that were given; without one it is unchanged. */
    static Request on(Request request, Flags flags) {
        return on(request, flags, Map.of());
    }

    /** The same with filters of the verb itself. */
    static Request on(Request request, Flags flags, Map<String, List<String>> more) {
        Map<String, Map<String, Object>> filters = new TreeMap<>();
        for (String filter : flags.all("filter")) {
            int equals = filter.indexOf('=');
            if (equals < 0) {
                throw flags.invalid(
                        "filter", filter, "invalid filter '" + filter + "': it is not NAME=VALUE");
            }
            String name = filter.substring(0, equals).strip().toLowerCase(Locale.ROOT);
            add(filters, name, filter.substring(equals + 1).strip());
        }
        more.forEach((name, values) -> values.forEach(value -> add(filters, name, value)));
        if (filters.isEmpty()) {
            return request;
        }
        return request.with("filters", io.jsec.cli.template.Template.json(filters));
    }

    private static void add(Map<String, Map<String, Object>> filters, String name, String value) {
        filters.computeIfAbsent(name, key -> new LinkedHashMap<>()).put(value, true);
    }
}
