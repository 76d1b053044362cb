package io.jsec.cli.setup;

import io.jsec.launch.ContainerUser;
import io.jsec.launch.LaunchHost;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The workspaces of this host, as the engine's user finds them below /run/jsec/workspaces: {@code
 * NAME/dir} links to the directory, {@code NAME/ID/SLOT} is the view in which its owner is user ID
 * of that slot's container.
 */
public final class Workspaces {
    private static final String LINK = "dir";
    private final Path place;

    Workspaces(Path place) {
        this.place = place;
    }

    /** Those of the host this runs on; none for other users than the engine's. */
    public static Workspaces ofThisHost() {
        return new Workspaces(Path.of(Layout.WORKSPACES));
    }

    /**
     * What a container in a slot may write to as its owner. New files need both ids in the view's
     * map: a user whose group has another number could only read, and has no workspace.
     *
     * @param slot the container's slot
     * @param user who its command runs as
     */
    public List<LaunchHost.Workspace> in(int slot, ContainerUser user) {
        List<LaunchHost.Workspace> found = new ArrayList<>();
        for (Path home : homes()) {
            Path view = home.resolve(user.uid() + "/" + slot);
            Optional<Path> directory = directory(home);
            if (user.uid() == user.gid() && directory.isPresent() && Files.isDirectory(view)) {
                found.add(new LaunchHost.Workspace(directory.get(), view));
            }
        }
        return List.copyOf(found);
    }

    /**
     * The real path of one in a workspace, which the engine's user may be unable to reach
     * otherwise: links are followed in a view, and must end in it.
     *
     * @return nothing if the path is in no workspace
     * @throws IOException if it is absent, may not be looked at, or leads out of its workspace
     */
    public Optional<Path> real(Path typed) throws IOException {
        for (Path home : homes()) {
            Path directory = directory(home).orElse(home);
            Optional<Path> view = anyView(home);
            if (typed.startsWith(directory) && view.isPresent()) {
                Path top = view.get().toRealPath();
                Path real = top.resolve(directory.relativize(typed)).toRealPath();
                if (!real.startsWith(top)) {
                    throw new NoSuchFileException(
                            typed.toString(), null, "a link that leads out of the workspace");
                }
                return Optional.of(directory.resolve(top.relativize(real)).normalize());
            }
        }
        return Optional.empty();
    }

    private static Optional<Path> directory(Path home) {
        try {
            return Optional.of(Files.readSymbolicLink(home.resolve(LINK)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<Path> anyView(Path home) {
        return children(home).stream()
                .filter(child -> !child.endsWith(LINK))
                .map(child -> child.resolve("0"))
                .filter(Files::isDirectory)
                .findFirst();
    }

    /** The deepest directory first, where one workspace lies in another. */
    private List<Path> homes() {
        TreeMap<String, Path> homes = new TreeMap<>();
        for (Path home : children(place)) {
            directory(home).ifPresent(directory -> homes.put(directory.toString(), home));
        }
        return List.copyOf(homes.descendingMap().values());
    }

    private static List<Path> children(Path directory) {
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            List<Path> children = new ArrayList<>();
            stream.forEach(children::add);
            return children;
        } catch (IOException e) {
            // Absent without a workspace, closed to everybody but the engine's user.
            return List.of();
        }
    }
}
