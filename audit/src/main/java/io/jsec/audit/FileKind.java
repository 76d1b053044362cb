package io.jsec.audit;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of files that are judged, told by their names. */
public enum FileKind {
    DOCKERFILE,
    COMPOSE,
    DAEMON,
    /** A saved image; an archive is one by its content, too. */
    IMAGE;

    private static final Pattern DOCKERFILES =
            Pattern.compile(
                    "(?:dockerfile|containerfile)(?:\\..+)?|.+\\.(?:dockerfile|containe"
                            + "rfile)");
    private static final Pattern COMPOSES =
            Pattern.compile("(?:docker-)?compose(?:[-.][a-z0-9_.-]+)?\\.ya?ml");
    private static final Pattern NO_DOCKERFILES =
            Pattern.compile(".*\\.(?:dockerignore|md|txt|adoc|jsec-bak|orig|rej)");

    private static final Pattern ARCHIVES = Pattern.compile(".+\\.(?:tar|tar\\.gz|tgz)");

    /** The kind of a file of that name, without its folder. */
    static Optional<FileKind> of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (DOCKERFILES.matcher(lower).matches() && !NO_DOCKERFILES.matcher(lower).matches()) {
            return Optional.of(DOCKERFILE);
        }
        if (COMPOSES.matcher(lower).matches()) {
            return Optional.of(COMPOSE);
        }
        if (ARCHIVES.matcher(lower).matches()) {
            return Optional.of(IMAGE);
        }
        return lower.equals("daemon.json") ? Optional.of(DAEMON) : Optional.empty();
    }

    /** The kind of a file that was named by its user: by its name, else by how it begins. */
    static Optional<FileKind> of(String name, String head) {
        Optional<FileKind> byName = of(name);
        if (byName.isPresent()) {
            return byName;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
            return Optional.of(COMPOSE);
        }
        if (lower.endsWith(".json")) {
            return Optional.of(DAEMON);
        }
        boolean from = Pattern.compile("(?im)^\\s*(from|arg)\\s+\\S").matcher(head).find();
        return from ? Optional.of(DOCKERFILE) : Optional.empty();
    }
}
