package io.jsec.audit;

import io.jsec.rules.Rule;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.cel.ExpressionCache;
import io.jsec.rules.cel.UserRules;
import io.jsec.rules.read.ReadException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Finds files with rules of users: {@code .jsec/rules/*.yaml} of a tree. With a commit that the
 * configuration comes from, they come from there; with a locked policy, from the folder {@code
 * rules} beside it, whatever the tree has.
 */
public final class RuleFiles {
    /** Where a tree has its rules. */
    public static final String FOLDER = ".jsec/rules";

    private static final long BYTES_MAX = 1024L * 1024;

    private RuleFiles() {}

    /**
     * What was found.
     *
     * @param rules that can be judged by
     * @param unreadable files or rules that cannot be read, each a target that was not evaluated
     */
    public record Found(List<Rule<?>> rules, List<Unreadable> unreadable) {
        /** Copies the lists. */
        public Found {
            rules = List.copyOf(rules);
            unreadable = List.copyOf(unreadable);
        }

        /** These rules behind others. */
        public List<Rule<?>> behind(List<Rule<?>> others) {
            List<Rule<?>> all = new ArrayList<>(others);
            all.addAll(rules);
            return all;
        }
    }

    /**
     * The rules that hold for a policy check.
     *
     * @throws PolicyException where the commit that is named cannot be read
     */
    public static Found of(PolicyCheck.Request request, ExpressionCache cache) {
        Map<String, byte[]> files = new TreeMap<>();
        List<Unreadable> unreadable = new ArrayList<>();
        Path root = GitTree.workTree(request.directory()).orElse(request.directory());
        Optional<Path> locked = request.locked().map(file -> file.resolveSibling("rules"));
        if (locked.isPresent()) {
            folder(locked.get(), locked.get().toString(), files, unreadable);
        } else if (request.configFrom().isPresent()) {
            commit(root, request.configFrom().get(), files, unreadable);
        } else {
            Path folder = root.resolve(FOLDER);
            boolean link = Files.isSymbolicLink(folder) || Files.isSymbolicLink(folder.getParent());
            if (link) {
                unreadable.add(unreadable(FOLDER, "it is a symbolic link, which is not followed"));
            } else {
                folder(folder, FOLDER, files, unreadable);
            }
        }
        return load(files, unreadable, cache);
    }

    /** The rules of files and folders that are named. */
    public static Found named(List<Path> paths, ExpressionCache cache) {
        Map<String, byte[]> files = new LinkedHashMap<>();
        List<Unreadable> unreadable = new ArrayList<>();
        for (Path path : paths) {
            if (Files.isDirectory(path)) {
                folder(path, path.toString(), files, unreadable);
            } else {
                file(path, path.toString(), files, unreadable);
            }
        }
        return load(files, unreadable, cache);
    }

    private static Found load(
            Map<String, byte[]> files, List<Unreadable> unreadable, ExpressionCache cache) {
        if (files.isEmpty()) {
            return new Found(List.of(), unreadable);
        }
        UserRules.Loaded loaded = UserRules.load(files, cache);
        for (ReadException each : loaded.defects()) {
            Target target = new Target(Target.Kind.POLICY, each.at().path());
            unreadable.add(new Unreadable(target, each.at(), String.valueOf(each.getMessage())));
        }
        return new Found(loaded.rules(), unreadable);
    }

    private static boolean isRules(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static void folder(
            Path folder, String name, Map<String, byte[]> files, List<Unreadable> unreadable) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            entries.forEach(each -> names.add(String.valueOf(each.getFileName())));
        } catch (IOException e) {
            unreadable.add(unreadable(name, "cannot be read: " + e.getMessage()));
        }
        names.stream()
                .filter(RuleFiles::isRules)
                .sorted()
                .forEach(each -> file(folder.resolve(each), name + "/" + each, files, unreadable));
    }

    private static void file(
            Path path, String name, Map<String, byte[]> files, List<Unreadable> unreadable) {
        try {
            if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                unreadable.add(unreadable(name, "it is no file, or a symbolic link"));
            } else if (Files.size(path) > BYTES_MAX) {
                unreadable.add(unreadable(name, "it has more than " + BYTES_MAX + " bytes"));
            } else {
                files.put(name, Files.readAllBytes(path));
            }
        } catch (IOException e) {
            unreadable.add(unreadable(name, "cannot be read: " + e.getMessage()));
        }
    }

    private static void commit(
            Path root, String reference, Map<String, byte[]> files, List<Unreadable> unreadable) {
        try (GitTree commit = GitTree.open(root, reference, "--config-from")) {
            for (String path : commit.list(FOLDER)) {
                Optional<byte[]> bytes = isRules(path) ? commit.read(path) : Optional.empty();
                bytes.ifPresent(text -> files.put(path, text));
            }
        } catch (IOException e) {
            unreadable.add(unreadable(FOLDER, "cannot be read: " + e.getMessage()));
        }
    }

    private static Unreadable unreadable(String name, String why) {
        Target target = new Target(Target.Kind.POLICY, name);
        return new Unreadable(target, SourceLocation.whole(name), why);
    }
}
