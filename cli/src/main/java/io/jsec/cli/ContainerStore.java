package io.jsec.cli;

import io.jsec.audit.IoReason;
import io.jsec.linux.Fd;
import io.jsec.linux.Flock;
import io.jsec.linux.LinuxException;
import io.jsec.linux.abi.Errno;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The containers of a store that was started without an engine: one directory each.
 *
 * <p>STORE/containers/ID holds {@code upper}, {@code work}, {@code etc}, the file {@code name}, the
 * marker {@code keep} where the container stays after its end, and {@code lock}: whoever holds its
 * flock is the running container, handed on from this program to jsec-launch, so that a death of
 * any kind lets go. The marker is made last and goes first: what was interrupted while it was made
 * or removed has none, and goes at the next start. Everything that makes, names or claims a
 * directory happens under {@code STORE/containers.lock}, held for the moment only.
 */
final class ContainerStore {
    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rwx------");
    private static final String KEEP = "keep";
    private static final int LOCK_ATTEMPTS_MAX = 2_000;
    private static final int LOCK_PAUSE_MS = 5;

    /** Directories one launch cleans up: the launcher keeps eight locks, two of them its own. */
    private static final int STALE_MAX = 6;

    private final Path store;

    ContainerStore(Path store) {
        this.store = store;
    }

    /** A container's directory, and the descriptor that holds its lock. */
    record Claim(Path directory, Fd lock) {}

    /** Where a container of this id lies. */
    Path directory(String id) {
        return containers().resolve(id);
    }

    private Path containers() {
        return store.resolve("containers");
    }

    /** Makes the store's own directories, closed to everybody else. */
    void prepare() {
        try {
            Path state = parent(store);
            if (!Files.isDirectory(state)) {
                Files.createDirectories(state, PosixFilePermissions.asFileAttribute(PRIVATE));
            }
            if (Files.getPosixFilePermissions(state).size() != PRIVATE.size()) {
                Files.setPosixFilePermissions(state, PRIVATE);
            }
            Files.createDirectories(containers());
        } catch (IOException e) {
            throw CliException.failed(
                    Code.STORE,
                    "opening the store " + store,
                    IoReason.of(e),
                    "a state directory this user owns: XDG_DATA_HOME=DIR");
        }
    }

    /**
     * Makes a container's directory and takes its lock.
     *
     * @param id 64 hexadecimal digits
     * @param name its name, unique among what is kept and runs
     * @param remove whether it goes at its end
     * @throws CliException when the name is taken, in Docker's words
     */
    Claim create(String id, Optional<String> name, boolean remove) {
        try (Fd _ = lockAll()) {
            name.ifPresent(this::checkFree);
            Path directory = Files.createDirectory(directory(id));
            Fd lock = tryLock(directory).orElseThrow();
            if (name.isPresent()) {
                Files.writeString(directory.resolve("name"), name.get());
            }
            Files.createDirectory(directory.resolve("work"));
            Files.createDirectory(directory.resolve("upper"));
            Files.createDirectory(directory.resolve("etc"));
            RunningContainer.note(directory);
            if (!remove) {
                Files.createFile(directory.resolve(KEEP));
            }
            return new Claim(directory, lock);
        } catch (IOException e) {
            throw failure("making the container " + id.substring(0, 12), e);
        }
    }

    /**
     * What ended with {@code --rm} and was not removed, or was never whole, claimed by this
     * process: some of it.
     */
    List<Claim> claimStale() {
        List<Claim> stale = new ArrayList<>();
        try (Fd _ = lockAll()) {
            for (Path directory : list()) {
                if (stale.size() < STALE_MAX && !Files.exists(directory.resolve(KEEP))) {
                    tryLock(directory).ifPresent(lock -> stale.add(new Claim(directory, lock)));
                }
            }
            return stale;
        }
    }

    /**
     * Finds a container by its name, id, or the start of its id.
     *
     * @throws CliException in Docker's words when there is none or several
     */
    Path find(String text) {
        if (!Files.isDirectory(containers())) {
            return findAmong(text);
        }
        try (Fd _ = lockAll()) {
            return findAmong(text);
        }
    }

    /**
     * Whether nobody runs the container. To look is to have its lock for a moment, so that must not
     * happen beside a claim.
     */
    boolean isFree(Path directory) {
        try (Fd _ = lockAll()) {
            Optional<Fd> lock = tryLock(directory);
            lock.ifPresent(Fd::close);
            return lock.isPresent() || !Files.exists(directory);
        }
    }

    private Path findAmong(String text) {
        List<Path> found = new ArrayList<>();
        String name = text.startsWith("/") ? text.substring(1) : text;
        for (Path directory : list()) {
            if (alive(directory)
                    && (name.equals(nameOf(directory)) || id(directory).equals(text))) {
                return directory;
            }
            if (alive(directory) && !text.isEmpty() && id(directory).startsWith(text)) {
                found.add(directory);
            }
        }
        if (found.size() == 1) {
            return found.getFirst();
        }
        throw CliException.refused(
                        Code.CONTAINER,
                        "container " + text,
                        found.isEmpty()
                                ? "No such container: " + text
                                : "several ids start like this",
                        "ls " + containers())
                .withExit(ExitCode.FINDINGS);
    }

    /**
     * Claims a container for removal: from here on it has no name, and whoever dies in between
     * leaves it to the next start.
     *
     * @return empty when it is running
     */
    Optional<Claim> claim(Path directory) {
        try (Fd _ = lockAll()) {
            Optional<Fd> lock = tryLock(directory);
            if (lock.isPresent()) {
                Files.deleteIfExists(directory.resolve(KEEP));
            }
            return lock.map(fd -> new Claim(directory, fd));
        } catch (IOException e) {
            throw failure("removing " + directory, e);
        }
    }

    /** Removes what {@link #create} made, before anything was started in it. */
    void discard(Claim claim) {
        for (String name :
                List.of(
                        KEEP,
                        "etc/hosts",
                        "etc/hostname",
                        "etc/resolv.conf",
                        "etc",
                        "upper",
                        "work",
                        "name",
                        "pid",
                        "lock",
                        ".")) {
            try {
                Files.deleteIfExists(claim.directory().resolve(name).normalize());
            } catch (IOException e) {
                throw failure("removing " + claim.directory(), e);
            }
        }
    }

    private void checkFree(String name) {
        for (Path directory : list()) {
            if (name.equals(nameOf(directory)) && alive(directory)) {
                throw CliException.refused(
                        Code.NAME,
                        "--name " + name,
                        "Conflict. The container name \"/"
                                + name
                                + "\" is already in use by container \""
                                + id(directory)
                                + "\"",
                        "another name, or jsec rm " + name);
            }
        }
    }

    /**
     * Whether the directory is a container's: running, or kept. Else it only waits to be removed.
     */
    private static boolean alive(Path directory) {
        if (Files.exists(directory.resolve(KEEP))) {
            return true;
        }
        Optional<Fd> lock = tryLock(directory);
        lock.ifPresent(Fd::close);
        return lock.isEmpty() && Files.exists(directory);
    }

    /** Its own launcher may be removing the directory just now: then there is nothing to lock. */
    private static Optional<Fd> tryLock(Path directory) {
        try {
            return Flock.tryLock(directory.resolve("lock"));
        } catch (LinuxException e) {
            if (e.is(Errno.ENOENT)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static String id(Path directory) {
        return String.valueOf(directory.getFileName());
    }

    private static String nameOf(Path directory) {
        try {
            return Files.readString(directory.resolve("name"));
        } catch (IOException e) {
            return "";
        }
    }

    private List<Path> list() {
        if (!Files.isDirectory(containers())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(containers())) {
            return entries.filter(path -> id(path).matches("[0-9a-f]{64}")).sorted().toList();
        } catch (IOException e) {
            throw failure("listing the containers", e);
        }
    }

    private Fd lockAll() {
        Path file = store.resolve("containers.lock");
        for (int attempt = 0; attempt < LOCK_ATTEMPTS_MAX; attempt++) {
            Optional<Fd> lock = Flock.tryLock(file);
            if (lock.isPresent()) {
                return lock.get();
            }
            pause();
        }
        throw CliException.failed(
                Code.STORE,
                "locking " + file,
                "another jsec has held it for 10 seconds",
                "ending that one");
    }

    private static void pause() {
        try {
            Thread.sleep(LOCK_PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private CliException failure(String what, IOException e) {
        return CliException.failed(
                Code.STORE, what, IoReason.of(e), "a store this user owns, " + store);
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }
}
