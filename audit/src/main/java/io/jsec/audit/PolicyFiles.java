package io.jsec.audit;

import io.jsec.rules.Evidence;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.Waiver;
import io.jsec.rules.read.ReadException;
import io.jsec.rules.read.WaiverReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a tree says of how it is to be judged: its configuration, waivers and baseline.
 *
 * @param commit the configurations of a commit, which hold unless others are locked
 * @param notes what changed in them, where another commit's hold
 */
record PolicyFiles(
        Configurations configurations,
        Optional<Configurations> commit,
        List<Waiver> waivers,
        Set<String> baseline,
        List<Evidence> defects,
        List<Unreadable> unreadable,
        List<String> notes) {
    static final String WAIVERS = ".jsec/waivers.yaml";
    static final String BASELINE = ".jsec/baseline.json";
    private static final long BYTES_MAX = 8L * 1024 * 1024;

    PolicyFiles {
        waivers = List.copyOf(waivers);
        baseline = Set.copyOf(baseline);
        defects = List.copyOf(defects);
        unreadable = List.copyOf(unreadable);
        notes = List.copyOf(notes);
    }

    /**
     * Reads them from the tree, or from the commit that the request names.
     *
     * @throws PolicyException where the commit or the locked file cannot be read
     */
    static PolicyFiles read(Path root, PolicyCheck.Request request, Set<String> ids) {
        PolicyFiles here = here(root, ids);
        PolicyFiles files = here;
        if (request.configFrom().isPresent()) {
            try (GitTree commit = GitTree.open(root, request.configFrom().get(), "--config-from")) {
                Map<String, byte[]> nested = commit.named(Configuration.NAME);
                Configurations.Source configured = path -> Optional.ofNullable(nested.get(path));
                files = read(commit::read, configured, ids).compared(here, nested.keySet());
            } catch (IOException e) {
                throw new PolicyException(
                        "--config-from "
                                + request.configFrom().get()
                                + " refused: the commit cannot be read: "
                                + e.getMessage()
                                + ". Instead: git fetch it again");
            }
        }
        if (request.locked().isEmpty()) {
            return files;
        }
        Path locked = request.locked().get();
        Optional<byte[]> bytes;
        try {
            bytes = file(locked);
        } catch (IOException e) {
            bytes = Optional.empty();
        }
        if (bytes.isEmpty()) {
            throw new PolicyException(
                    "--locked-policy "
                            + locked
                            + " refused: it cannot be read. Instead: give "
                            + "a file");
        }
        try {
            Configuration configuration = Configuration.read(locked.toString(), bytes.get(), ids);
            return files.with(Configurations.locked(configuration));
        } catch (ReadException e) {
            throw new PolicyException(
                    "--locked-policy "
                            + e.at()
                            + " refused: "
                            + e.getMessage()
                            + ". Instead: mend the file");
        }
    }

    /** A file of the tree; never through a link, which could lead anywhere. */
    private static Optional<byte[]> plain(Path root, String path) throws IOException {
        Path at = root;
        for (Path name : Path.of(path)) {
            at = at.resolve(name);
            if (Files.isSymbolicLink(at)) {
                throw new ReadException(
                        SourceLocation.whole(path),
                        root.relativize(at) + " is a symbolic link, which is not followed");
            }
        }
        if (Files.isRegularFile(at, LinkOption.NOFOLLOW_LINKS) && Files.size(at) > BYTES_MAX) {
            throw new ReadException(
                    SourceLocation.whole(path),
                    "the file has " + Files.size(at) + " bytes, more than " + BYTES_MAX);
        }
        return file(at);
    }

    private static Optional<byte[]> file(Path path) throws IOException {
        return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(Files.readAllBytes(path))
                : Optional.empty();
    }

    /** What the tree itself says, whatever holds. */
    static PolicyFiles here(Path root, Set<String> ids) {
        Configurations.Source tree = path -> plain(root, path);
        return read(tree, tree, ids);
    }

    private PolicyFiles with(Configurations other) {
        return new PolicyFiles(other, commit, waivers, baseline, defects, unreadable, notes);
    }

    private static PolicyFiles read(
            Configurations.Source source, Configurations.Source configured, Set<String> ids) {
        Configurations configurations = new Configurations(configured, ids);
        configurations.root();
        WaiverReader.Result waivers = new WaiverReader.Result(List.of(), List.of());
        Set<String> baseline = Set.of();
        List<Unreadable> unreadable = new ArrayList<>();
        for (String path : List.of(WAIVERS, BASELINE)) {
            try {
                Optional<byte[]> bytes = source.read(path);
                if (bytes.isPresent()) {
                    switch (path) {
                        case WAIVERS -> waivers = WaiverReader.read(path, bytes.get());
                        default -> baseline = Baseline.read(path, bytes.get());
                    }
                }
            } catch (ReadException e) {
                unreadable.add(unreadable(path, e.at(), String.valueOf(e.getMessage())));
            } catch (IOException e) {
                unreadable.add(
                        unreadable(
                                path,
                                SourceLocation.whole(path),
                                "cannot be read: " + IoReason.of(e)));
            }
        }
        return new PolicyFiles(
                configurations,
                Optional.empty(),
                waivers.waivers(),
                baseline,
                waivers.defects(),
                unreadable,
                List.of());
    }

    private static Unreadable unreadable(String path, SourceLocation at, String why) {
        return new Unreadable(new Target(Target.Kind.POLICY, path), at, why);
    }

    /** With a note for each change that the tree makes and that does not hold. */
    private PolicyFiles compared(PolicyFiles tree, Set<String> configured) {
        List<String> changes = new ArrayList<>();
        for (Waiver waiver : tree.waivers) {
            if (waivers.stream().noneMatch(each -> same(each, waiver))) {
                changes.add("a waiver is added or changed and does not hold: " + shown(waiver));
            }
        }
        for (Waiver waiver : waivers) {
            if (tree.waivers.stream().noneMatch(each -> same(each, waiver))) {
                changes.add("a waiver is removed or changed and still holds: " + shown(waiver));
            }
        }
        long added = tree.baseline.stream().filter(print -> !baseline.contains(print)).count();
        if (added > 0) {
            changes.add(added + " findings are added to the baseline and count all the same");
        }
        Set<String> folders = new TreeSet<>(Set.of(""));
        configured.forEach(path -> Configurations.above(path).ifPresent(folders::add));
        changes.addAll(configurations.changes(tree.configurations, folders));
        return new PolicyFiles(
                configurations,
                Optional.of(configurations),
                waivers,
                baseline,
                defects,
                unreadable,
                changes);
    }

    /** Whether two waivers allow the same for as long. */
    static boolean same(Waiver one, Waiver other) {
        return one.rule().equals(other.rule())
                && one.path().equals(other.path())
                && one.fingerprint().equals(other.fingerprint())
                && one.until().equals(other.until())
                && one.owner().equals(other.owner());
    }

    /** A waiver in words. */
    static String shown(Waiver waiver) {
        return waiver.rule()
                + " for "
                + waiver.path().or(waiver::fingerprint).orElse("")
                + " until "
                + waiver.until()
                + " by "
                + waiver.owner();
    }
}
