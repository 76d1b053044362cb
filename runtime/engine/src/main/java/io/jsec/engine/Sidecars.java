package io.jsec.engine;

import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.UnixSocket;
import io.jsec.linux.abi.Fcntl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The sockets that containers get in place of the engine's own, one each and a new one at each
 * start: STATE/sidecar/ID, writable by everybody in a directory that only the engine's user enters.
 *
 * <p>A client is found by the file it connects to, and a socket's file cannot be bound twice: while
 * the container runs, its launcher holds the listening socket too, so that the next engine serves
 * the file that is mounted already.
 */
final class Sidecars {
    private final OwnSockets own;
    private final Path directory;
    private final Launcher launcher;

    /** Made, and served as soon as their containers run. */
    private final Map<String, Fd> made = new ConcurrentHashMap<>();

    private Sidecars(OwnSockets own, Path state, Launcher launcher) {
        this.own = own;
        this.directory = state.resolve("sidecar");
        this.launcher = launcher;
    }

    /**
     * Those of an engine that begins; files that a former one left are removed.
     *
     * @param registry of every record that was kept
     */
    static Sidecars open(OwnSockets own, Path state, Launcher launcher, Registry registry) {
        Sidecars sidecars = new Sidecars(own, state, launcher);
        sidecars.sweep(registry);
        return sidecars;
    }

    /** Where a container's socket is while it runs. */
    Path file(String id) {
        return directory.resolve(id);
    }

    private static Optional<MountPlan> asked(ContainerRecord container) {
        return container.mounts().stream()
                .filter(mount -> mount.kind() == MountPlan.Kind.SOCKET)
                .findFirst();
    }

    /**
     * What a container sees and makes by its socket; where a sidecar made it, all that one does.
     */
    private static OwnSockets.Sidecar sidecar(ContainerRecord container, MountPlan asked) {
        Map<String, String> scope = new HashMap<>(asked.labels());
        scope.putIfAbsent(Access.MADE_IN, container.id());
        return new OwnSockets.Sidecar(container.id(), scope, shared(container));
    }

    /** The labels it shares, and their values. */
    static Map<String, String> shared(ContainerRecord container) {
        Map<String, String> shared = new HashMap<>();
        container
                .config()
                .labels()
                .forEach((key, value) -> {
                    if (key.startsWith(Access.SHARES)) {
                        shared.put(key.substring(Access.SHARES.length()), value);
                    }
                });
        return shared;
    }

    /**
     * Makes the socket of a container that is to start, where it asks for one.
     *
     * @return what the launcher is to hold; it stays this object's
     */
    Optional<Fd> make(ContainerRecord container) {
        if (asked(container).isEmpty()) {
            return Optional.empty();
        }
        String id = container.id();
        end(container);
        try {
            Files.createDirectories(
                    directory,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Fd socket = listen(id);
            made.put(id, socket);
            Files.setPosixFilePermissions(file(id), PosixFilePermissions.fromString("rw-rw-rw-"));
            return Optional.of(socket);
        } catch (IOException | LinuxException e) {
            end(container);
            throw EngineException.internal(
                    "making the socket of " + container.shortId() + ": " + e.getMessage(), e);
        }
    }

    /** By way of the directory's descriptor: a socket's path has 107 bytes at most. */
    private Fd listen(String id) {
        try (Fd folder = Openat2.open(directory, Fcntl.O_PATH, 0)) {
            Path way = Path.of("/proc/self/fd", Integer.toString(folder.number()), id);
            Fd socket = UnixSocket.listen(way, UnixSocket.Kind.STREAM);
            socket.neverWait();
            return socket;
        }
    }

    /** Serves the socket of a container that runs, whichever engine started it. */
    void serve(ContainerRecord container) {
        asked(container)
                .ifPresent(asked -> {
                    Optional<Fd> socket =
                            Optional.ofNullable(made.remove(container.id()))
                                    .or(() -> launcher.held(container.id()));
                    socket.ifPresent(
                            fd -> own.door().serve(sidecar(container, asked), fd.release()));
                });
    }

    /** Ends the socket of a container that runs no more. */
    void end(ContainerRecord container) {
        if (asked(container).isEmpty()) {
            return;
        }
        Fd socket = made.remove(container.id());
        if (socket != null) {
            socket.close();
        }
        own.door().end(container.id());
        remove(file(container.id()));
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Nobody listens there, and the next start of an engine or of the container removes it.
        }
    }

    /** Removes the files of containers that do not run; before anything is started. */
    private void sweep(Registry registry) {
        Set<String> running = new HashSet<>();
        registry.everything().stream()
                .filter(each -> each.record().state().alive() || each.record().starting())
                .forEach(each -> running.add(each.id()));
        if (!Files.isDirectory(directory)) {
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> !running.contains(String.valueOf(file.getFileName())))
                    .forEach(Sidecars::remove);
        } catch (IOException e) {
            throw EngineException.internal("listing " + directory + ": " + e.getMessage(), e);
        }
    }
}
