package io.jsec.daemon;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What this engine says it is.
 *
 * @param version ours
 * @param warnings about how it is served, a sentence each
 */
record Product(String version, List<String> warnings) {
    /**
     * The engine whose API this is: clients compare it with the oldest one they know. Ours follows
     * the plus sign, as a distribution's own does.
     */
    static final String SPOKEN = "28.2.2";

    Product {
        warnings = List.copyOf(warnings);
    }

    /** The same without what only its owner is told. */
    Product discreet() {
        return new Product(version, List.of());
    }

    /** What clients read as the version of the engine. */
    String engineVersion() {
        return SPOKEN + "+jsec" + version;
    }

    /** The fields of every answer. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Api-Version", ApiVersion.NEWEST.toString());
        headers.put("Docker-Experimental", "false");
        headers.put("Ostype", "linux");
        headers.put("Server", "Docker/" + engineVersion() + " (linux)");
        return headers;
    }
}
