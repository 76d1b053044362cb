package io.jsec.cli.client;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is asked of an engine.
 *
 * @param method GET, HEAD, POST, PUT or DELETE
 * @param path below the version, with its slash, such as {@code /containers/json}; escaped
 * @param query names and values, in order; not escaped
 * @param headers further headers
 * @param body what is sent
 */
public record Request(
        String method,
        String path,
        Map<String, List<String>> query,
        Map<String, String> headers,
        Body body) {

    /** What is sent along. */
    public sealed interface Body {
        /** Nothing. */
        record None() implements Body {}

        /**
         * A text.
         *
         * @param type of their content
         * @param content the text
         */
        record Text(String type, String content) implements Body {}

        /**
         * A stream of unknown length, sent in chunks.
         *
         * @param type of its content
         * @param source writes it
         */
        record Stream(String type, Source source) implements Body {}
    }

    /** Writes the content of a request. */
    @FunctionalInterface
    public interface Source {
        /** Writes all of it; does not close. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** The same values, copied. */
    public Request {
        query = new LinkedHashMap<>(query);
        headers = new LinkedHashMap<>(headers);
    }

    /** A request without query, headers and body. */
    public static Request of(String method, String path) {
        return new Request(method, path, Map.of(), Map.of(), new Body.None());
    }

    /** A GET. */
    public static Request get(String path) {
        return of("GET", path);
    }

    /** A POST. */
    public static Request post(String path) {
        return of("POST", path);
    }

    /** A DELETE. */
    public static Request delete(String path) {
        return of("DELETE", path);
    }

    /** The same with one more value of the query. */
    public Request with(String name, String value) {
        Map<String, List<String>> more = new LinkedHashMap<>(query);
        List<String> values = new ArrayList<>(more.getOrDefault(name, List.of()));
        values.add(value);
        more.put(name, values);
        return new Request(method, path, more, headers, body);
    }

    /** The same with a flag of the query, where it is set. */
    public Request withFlag(String name, boolean set) {
        return set ? with(name, "1") : this;
    }

    /** The same with another header. */
    public Request header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Request(method, path, query, more, body);
    }

    /** The same with a body. */
    public Request body(Body other) {
        return new Request(method, path, query, headers, other);
    }

    /** The same with a body of JSON. */
    public Request json(String text) {
        return body(new Body.Text("application/json", text));
    }

    /** The path and query as they stand in the first line. */
    String target(String prefix) {
        StringBuilder target = new StringBuilder(prefix).append(path);
        char separator = '?';
        for (Map.Entry<String, List<String>> each : query.entrySet()) {
            for (String value : each.getValue()) {
                target.append(separator).append(each.getKey()).append('=').append(escape(value));
                separator = '&';
            }
        }
        return target.toString();
    }

    /** A text as one part of a path or a query. */
    public static String escape(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The name of an image as part of a path: slashes and colons stay. */
    public static String escapeImage(String name) {
        return escape(name).replace("%2F", "/").replace("%3A", ":").replace("%40", "@");
    }
}
