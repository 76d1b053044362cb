package io.jsec.cli.docker;

/**
 * The name of an image with everything that is left out when it is typed.
 *
 * @param name host and path, as {@code docker.io/library/debian}
 * @param tag or empty
 * @param digest or empty
 */
record Reference(String name, String tag, String digest) {
    private static final String HUB = "docker.io";
    private static final String PART = "[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*";

    /** Reads one. */
    static Reference parse(String typed) {
        String rest = typed;
        int at = rest.indexOf('@');
        String digest = at < 0 ? "" : rest.substring(at + 1);
        rest = at < 0 ? rest : rest.substring(0, at);
        int colon = rest.lastIndexOf(':');
        boolean tagged = colon > rest.lastIndexOf('/');
        String tag = tagged ? rest.substring(colon + 1) : "";
        rest = tagged ? rest.substring(0, colon) : rest;
        int slash = rest.indexOf('/');
        String first = slash < 0 ? "" : rest.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        String domain = host ? first : HUB;
        String path = host ? rest.substring(slash + 1) : rest;
        if (domain.equals("index.docker.io")) {
            domain = HUB;
        }
        if (domain.equals(HUB) && !path.contains("/")) {
            path = "library/" + path;
        }
        if (!path.equals(path.toLowerCase(java.util.Locale.ROOT))) {
            throw bad("repository name must be lowercase", typed);
        }
        if (!path.matches(PART + "(/" + PART + ")*")
                || (tagged && !tag.matches("[\\w][\\w.-]{0,127}"))
                || (at >= 0 && !digest.matches("[a-z0-9+._-]+:[0-9a-fA-F]{32,}"))) {
            throw bad("invalid reference format", typed);
        }
        return new Reference(domain + "/" + path, tag, digest);
    }

    /** The tag, {@code latest} where none is named. */
    String tagOrLatest() {
        return tag.isEmpty() && digest.isEmpty() ? "latest" : tag;
    }

    /** The name as people type it. */
    String familiar() {
        String library = HUB + "/library/";
        return name.startsWith(library)
                ? name.substring(library.length())
                : name.startsWith(HUB + "/") ? name.substring(HUB.length() + 1) : name;
    }

    private static DockerException bad(String why, String typed) {
        return DockerException.of(
                why.startsWith("invalid")
                        ? "Error parsing reference: \""
                                + typed
                                + "\" is not a valid repository/tag: "
                                + why
                        : "invalid reference format: " + why);
    }
}
