package io.jsec.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The sockets of this engine, and whether a container that mounts one gets a socket of its own in
 * its place.
 *
 * <p>A source is the engine's own where it is, links followed, one of these files; and where
 * clients look for Docker's and the host has no file there.
 *
 * @param mediated whether a container gets its own; else such a mount is refused
 * @param paths where the engine serves its API, as named
 * @param door serves what containers got
 * @param shared labels that a container with a socket of its own may share with what its maker made
 */
public record OwnSockets(boolean mediated, List<Path> paths, Door door, List<SharedLabel> shared) {
    /** Where clients look for an engine that names no other place. */
    private static final Set<String> DOCKERS = Set.of("/var/run/docker.sock", "/run/docker.sock");

    /** None: every socket is somebody else's. */
    public static final OwnSockets NONE =
            new OwnSockets(
                    false,
                    List.of(),
                    new Door() {
                        @Override
                        public void serve(Sidecar sidecar, int listener) {
                            throw new IllegalStateException("no socket is mediated");
                        }

                        @Override
                        public void end(String container) {
                            // Nothing is served.
                        }
                    });

    /** Copied. */
    public OwnSockets {
        paths = List.copyOf(paths);
        shared = List.copyOf(shared);
    }

    /** Sockets of containers that share nothing. */
    public OwnSockets(boolean mediated, List<Path> paths, Door door) {
        this(mediated, paths, door, List.of());
    }

    /**
     * Labels of a container that gets a socket of its own: that it does, and what it shares. They
     * stay as long as the container, whatever becomes of its name or of the configuration.
     *
     * @param access of who makes it; a container that makes it shares its own with it
     */
    Map<String, String> labels(String id, CreateRequest asked, Access access) {
        Map<String, String> values = new LinkedHashMap<>(access.shared());
        if (!access.scope().containsKey(Access.MADE_IN)) {
            for (SharedLabel each : shared) {
                each.value(asked).ifPresent(value -> values.put(each.key(), value));
            }
        }
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(Access.SIDECAR, id);
        values.forEach((key, value) -> labels.put(Access.SHARES + key, value));
        return labels;
    }

    /**
     * A container that talks to its engine.
     *
     * @param container its id
     * @param scope labels of all that it makes, {@link Access#MADE_IN} among them, and of what it
     *     sees
     * @param shared labels by which it sees what its maker made, see {@link Access#shared}
     */
    public record Sidecar(String container, Map<String, String> scope, Map<String, String> shared) {
        /** Copied. */
        public Sidecar {
            scope = Map.copyOf(scope);
            shared = Map.copyOf(shared);
            if (!scope.containsKey(Access.MADE_IN)) {
                throw new IllegalArgumentException("a sidecar without a scope of its own");
            }
        }

        /** One that shares nothing. */
        public Sidecar(String container, Map<String, String> scope) {
            this(container, scope, Map.of());
        }

        /** The id of the container in whose name it acts: itself, or the sidecar that made it. */
        public String head() {
            return Objects.requireNonNull(scope.get(Access.MADE_IN));
        }
    }

    /** Serves the API to containers, each on a socket of its own. */
    public interface Door {
        /**
         * Serves whoever connects, until {@link #end}.
         *
         * @param listener a listening unix stream socket that never waits; the door owns it
         */
        void serve(Sidecar sidecar, int listener);

        /** Ends a container's socket and every connection by it; nothing where there is none. */
        void end(String container);
    }

    /** The plain path of a source that is the engine's own; nothing for any other. */
    Optional<Path> own(String typed) {
        Path path;
        try {
            path = Path.of(typed);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        try {
            Path real = path.toRealPath();
            return paths.stream().anyMatch(own -> isAt(own, real))
                    ? Optional.of(real)
                    : Optional.empty();
        } catch (IOException e) {
            Path plain = path.normalize();
            return DOCKERS.contains(plain.toString()) && isAbsent(plain)
                    ? Optional.of(plain)
                    : Optional.empty();
        }
    }

    private static boolean isAt(Path own, Path real) {
        try {
            return own.toRealPath().equals(real);
        } catch (IOException e) {
            return false;
        }
    }

    /** Not even a link that leads nowhere. */
    private static boolean isAbsent(Path path) {
        return Files.notExists(path, LinkOption.NOFOLLOW_LINKS);
    }
}
