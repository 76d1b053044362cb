package io.jsec.audit;

import io.jsec.audit.saved.SavedImages;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.eclipse.jgit.ignore.IgnoreNode;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files to judge below a folder: in the order of their names, without what {@code
 * .gitignore} or the configuration leaves out, and never through a symbolic link. As in git, a
 * tracked file is never ignored: no change hides a file by a line in {@code .gitignore}.
 */
final class Discovery {
    private static final int FILES_MAX = 100_000;
    private static final int DEPTH_MAX = 64;
    private static final int IGNORE_BYTES_MAX = 1 << 20;

    /**
     * A file to judge.
     *
     * @param file where it lies
     * @param path from the tree's root, with {@code /} between its parts
     */
    record Found(FileKind kind, Path file, String path) {}

    private record Level(String prefix, IgnoreNode rules) {}

    private final Path root;
    private final Predicate<String> excluded;
    private final Supplier<NavigableSet<String>> index;
    private final List<Found> found = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final Set<String> configured = new HashSet<>();
    private final Deque<Level> levels = new ArrayDeque<>();
    private int seen;
    private @Nullable NavigableSet<String> tracked;

    /**
     * A tree.
     *
     * @param root absolute
     * @param excluded whether a path is left out
     * @param index the paths that git tracks; asked for once something is ignored
     */
    Discovery(Path root, Predicate<String> excluded, Supplier<NavigableSet<String>> index) {
        this.root = root;
        this.index = index;
        this.excluded = excluded;
    }

    /** What was left out although it may have been meant, one sentence each. */
    List<String> skipped() {
        return List.copyOf(skipped);
    }

    /** The folders in which there may be files to judge that nobody saw. */
    List<Unreadable> unreadable() {
        return List.copyOf(unreadable);
    }

    /** The folders seen that have a configuration of their own. */
    Set<String> configured() {
        return Set.copyOf(configured);
    }

    /** Every file below a folder of the tree. */
    List<Found> below(Path folder) {
        for (Path at = root;
                !at.equals(folder);
                at =
                        at.resolve(
                                root.relativize(folder)
                                        .getName(at.getNameCount() - root.getNameCount()))) {
            push(at);
        }
        walk(folder, 0, false);
        levels.clear();
        return List.copyOf(found);
    }

    private String relative(Path path) {
        return root.relativize(path).toString().replace('\\', '/');
    }

    /** Goes through a folder; in one that is ignored, only what is tracked counts. */
    private void walk(Path folder, int depth, boolean within) {
        if (depth > DEPTH_MAX) {
            unseen(folder, "lies more than " + DEPTH_MAX + " folders deep");
            return;
        }
        if (SavedImages.isLayout(folder)) {
            String path = folder.equals(root) ? "." : relative(folder);
            found.add(new Found(FileKind.IMAGE, folder, path));
            return;
        }
        push(folder);
        for (Path entry : entries(folder)) {
            seen++;
            if (seen > FILES_MAX) {
                throw new PolicyException(
                        "policy check refused: more than "
                                + FILES_MAX
                                + " files below "
                                + root
                                + ". Instead: name folders, or exclude some in .jsec.yaml");
            }
            boolean directory = Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS);
            String path = relative(entry);
            String name = entry.getFileName().toString();
            if (name.equals(Configuration.NAME)) {
                configured.add(folder.equals(root) ? "" : relative(folder));
            }
            boolean git = name.equals(".git");
            boolean ignored = within || ignored(path, directory);
            boolean hidden = ignored && !tracked(path, directory);
            if (!git && !excluded.test(path) && !hidden) {
                if (directory) {
                    walk(entry, depth + 1, ignored);
                } else {
                    add(entry, path);
                }
            }
        }
        levels.pop();
    }

    private boolean tracked(String path, boolean directory) {
        if (tracked == null) {
            tracked = index.get();
        }
        if (!directory) {
            return tracked.contains(path);
        }
        String next = tracked.ceiling(path + "/");
        return next != null && next.startsWith(path + "/");
    }

    private List<Path> entries(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            unseen(folder, "cannot be listed: " + IoReason.of(e));
        } catch (UncheckedIOException e) {
            IOException cause = Objects.requireNonNull(e.getCause());
            unseen(folder, "cannot be listed: " + IoReason.of(cause));
        }
        return List.of();
    }

    private void unseen(Path folder, String why) {
        String path = folder.equals(root) ? "." : relative(folder);
        Target target = new Target(Target.Kind.POLICY, path);
        unreadable.add(new Unreadable(target, SourceLocation.whole(path), why));
    }

    private void add(Path file, String path) {
        Optional<FileKind> kind = FileKind.of(file.getFileName().toString());
        if (kind.isEmpty()) {
            return;
        }
        if (Files.isSymbolicLink(file)) {
            skipped.add(path + " is a symbolic link and was not followed");
        } else if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && (kind.get() != FileKind.IMAGE || SavedImages.isArchive(file))) {
            found.add(new Found(kind.get(), file, path));
        }
    }

    private void push(Path folder) {
        IgnoreNode rules = new IgnoreNode();
        Path file = folder.resolve(".gitignore");
        try {
            boolean plain = Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
            if (plain && Files.size(file) <= IGNORE_BYTES_MAX) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                rules.parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
            }
        } catch (IOException e) {
            skipped.add(relative(file) + " cannot be read: " + IoReason.of(e));
        }
        String prefix = folder.equals(root) ? "" : relative(folder) + "/";
        levels.push(new Level(prefix, rules));
    }

    /** The nearest file that says something decides. */
    private boolean ignored(String path, boolean directory) {
        for (Level level : levels) {
            String below = path.substring(level.prefix().length());
            Boolean answer = level.rules().checkIgnored(below, directory);
            if (answer != null) {
                return answer;
            }
        }
        return false;
    }
}
