package io.jsec.daemon;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operation of the API.
 *
 * @param method of HTTP
 * @param template a path whose names stand in braces; a name may contain slashes, as those of
 *     images do
 * @param endpoint what answers
 */
record Route(String method, String template, Endpoint endpoint) {
    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

    /** A question by its method only: who attaches writes to a process. */
    static final String ATTACH_SOCKET = "/containers/{id}/attach/ws";

    /** What answers a question, or changes nothing that is kept: a wait, a terminal's size. */
    private static final Set<String> QUESTIONS =
            Set.of(
                    "/auth",
                    "/containers/{id}/wait",
                    "/containers/{id}/resize",
                    "/exec/{id}/resize");

    static Route get(String template, Endpoint endpoint) {
        return new Route("GET", template, endpoint);
    }

    static Route post(String template, Endpoint endpoint) {
        return new Route("POST", template, endpoint);
    }

    static Route put(String template, Endpoint endpoint) {
        return new Route("PUT", template, endpoint);
    }

    static Route delete(String template, Endpoint endpoint) {
        return new Route("DELETE", template, endpoint);
    }

    static Route head(String template, Endpoint endpoint) {
        return new Route("HEAD", template, endpoint);
    }

    /** Whether it may change something, so that each call of it is written down. */
    boolean isChange() {
        return switch (method) {
            case "GET" -> template.equals(ATTACH_SOCKET);
            case "HEAD" -> false;
            default -> !QUESTIONS.contains(template);
        };
    }

    /** As the journal names it. */
    io.jsec.journal.Route inJournal() {
        return new io.jsec.journal.Route(template);
    }

    /** A route that can be compared with paths. */
    Compiled compiled() {
        StringBuilder pattern = new StringBuilder();
        List<String> names = new ArrayList<>();
        Matcher matcher = NAME.matcher(template);
        int end = 0;
        while (matcher.find()) {
            pattern.append(Pattern.quote(template.substring(end, matcher.start()))).append("(.+)");
            names.add(matcher.group(1));
            end = matcher.end();
        }
        pattern.append(Pattern.quote(template.substring(end)));
        int first = template.indexOf('{');
        String start = first < 0 ? template : template.substring(0, first);
        return new Compiled(
                this, start, Pattern.compile(pattern.toString(), Pattern.DOTALL), names);
    }

    /**
     * A route with the pattern of its template.
     *
     * @param start what stands before its first name: most paths are told apart by it
     * @param names in the order of the pattern's groups
     */
    record Compiled(Route route, String start, Pattern pattern, List<String> names) {
        Compiled {
            names = List.copyOf(names);
        }

        /** The names of a path that is this route's. */
        Optional<Map<String, String>> match(String path) {
            if (!path.startsWith(start)) {
                return Optional.empty();
            }
            Matcher matcher = pattern.matcher(path);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                values.put(names.get(i), matcher.group(i + 1));
            }
            return Optional.of(values);
        }

        /** How many characters of the template are fixed: more of them make a better match. */
        int weight() {
            return NAME.matcher(route.template()).replaceAll("").length();
        }
    }
}
