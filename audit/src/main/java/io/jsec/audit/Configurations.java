package io.jsec.audit;

import io.jsec.rules.Evaluation;
import io.jsec.rules.PathGlob;
import io.jsec.rules.Profile;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.read.ReadException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The configurations of a tree. For a file, the nearest {@code .jsec.yaml} at or above it counts,
 * and it alone: what those further up say is not mixed in. Its paths are written for its folder.
 */
final class Configurations {
    /** Where configurations come from. */
    interface Source {
        /** The bytes of a file by its path from the tree's root; empty where there is none. */
        Optional<byte[]> read(String path) throws IOException;
    }

    /**
     * A configuration in its place.
     *
     * @param folder from the tree's root, which is the empty path
     */
    record Placed(String folder, Configuration configuration) {
        /** A path of the tree as the configuration writes it. */
        String relative(String path) {
            return folder.isEmpty() ? path : path.substring(folder.length() + 1);
        }

        /** A path that the configuration writes, from the tree's root. */
        String absolute(String path) {
            return folder.isEmpty() ? path : folder + "/" + path;
        }
    }

    private final Source source;
    private final Collection<String> ids;
    private final Map<String, Optional<Configuration>> known = new HashMap<>();
    private final Map<String, List<PathGlob>> excludes = new HashMap<>();
    private final List<Unreadable> unreadable = new ArrayList<>();

    /**
     * Of a tree.
     *
     * @param ids of all rules
     */
    Configurations(Source source, Collection<String> ids) {
        this.source = source;
        this.ids = List.copyOf(ids);
    }

    /** One configuration that holds for every file, whatever the tree has. */
    static Configurations locked(Configuration configuration) {
        Configurations all = new Configurations(path -> Optional.empty(), List.of());
        all.known.put("", Optional.of(configuration));
        return all;
    }

    /** The path of a folder's own configuration. */
    static String path(String folder) {
        return folder.isEmpty() ? Configuration.NAME : folder + "/" + Configuration.NAME;
    }

    /** The folder that a path lies in; none for the root. */
    static Optional<String> above(String path) {
        int slash = path.lastIndexOf('/');
        return path.isEmpty()
                ? Optional.empty()
                : Optional.of(slash < 0 ? "" : path.substring(0, slash));
    }

    /** What the file in a folder says; empty where there is none. */
    Optional<Configuration> own(String folder) {
        Optional<Configuration> before = known.get(folder);
        if (before == null) {
            before = read(folder);
            known.put(folder, before);
        }
        return before;
    }

    private Optional<Configuration> read(String folder) {
        String path = path(folder);
        SourceLocation at = SourceLocation.whole(path);
        String why;
        try {
            Optional<byte[]> bytes = source.read(path);
            if (bytes.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    folder.isEmpty()
                            ? Configuration.read(path, bytes.get(), ids)
                            : Configuration.nested(path, bytes.get(), ids));
        } catch (ReadException e) {
            at = e.at();
            why = String.valueOf(e.getMessage());
        } catch (IOException e) {
            why = "cannot be read: " + e;
        }
        unreadable.add(new Unreadable(new Target(Target.Kind.POLICY, path), at, why));
        return Optional.of(Configuration.EMPTY);
    }

    /** Those at and above a path, the nearest first. */
    List<Placed> over(String path) {
        List<Placed> all = new ArrayList<>();
        Optional<String> folder = above(path);
        while (folder.isPresent()) {
            String here = folder.get();
            own(here).ifPresent(found -> all.add(new Placed(here, found)));
            folder = above(here);
        }
        return all;
    }

    /** The one that counts for a path. */
    Placed nearest(String path) {
        Optional<String> folder = above(path);
        while (folder.isPresent()) {
            Optional<Configuration> found = own(folder.get());
            if (found.isPresent()) {
                return new Placed(folder.get(), found.get());
            }
            folder = above(folder.get());
        }
        return new Placed("", own("").orElse(Configuration.EMPTY));
    }

    /** The one of the root. */
    Configuration root() {
        return own("").orElse(Configuration.EMPTY);
    }

    /** What counts for one file. */
    Evaluation.Settings settings(String path, Optional<Profile> asked) {
        Placed nearest = nearest(path);
        return nearest.configuration().settings(nearest.relative(path), asked);
    }

    /** Whether a file or folder is left out. */
    boolean excludes(String path) {
        Placed nearest = nearest(path);
        List<PathGlob> globs =
                excludes.computeIfAbsent(
                        nearest.folder(),
                        folder ->
                                nearest.configuration().excludes().stream()
                                        .map(PathGlob::of)
                                        .toList());
        return globs.stream().anyMatch(glob -> glob.matches(nearest.relative(path)));
    }

    /** Those that could not be read so far; for their files the defaults hold. */
    List<Unreadable> unreadable() {
        return List.copyOf(unreadable);
    }

    /** One sentence for each folder in which these, which hold, differ from those of a tree. */
    List<String> changes(Configurations tree, Collection<String> folders) {
        List<String> changes = new ArrayList<>();
        for (String folder : new TreeSet<>(folders)) {
            Optional<Configuration> holds = own(folder);
            Optional<Configuration> there = tree.own(folder);
            if (!holds.equals(there)) {
                String what =
                        holds.isEmpty()
                                ? " is added and does not hold"
                                : there.isEmpty()
                                        ? " is removed and still holds"
                                        : " is changed and does not hold";
                changes.add(path(folder) + what);
            }
        }
        return changes;
    }
}
