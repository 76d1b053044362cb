package io.jsec.tidy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * One file of the tree, read.
 *
 * @param path relative to the root of the tree
 * @param text its whole content
 */
record SourceFile(Path path, String text) {
    private static final Set<String> NOT_OURS = Set.of("target", ".git", ".idea", ".vscode");

    /** Every file of the tree that matches, sorted by path. */
    static List<SourceFile> allMatching(Predicate<SourceFile> wanted) {
        Path root = root();
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> isOurs(root.relativize(file)))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> new SourceFile(root.relativize(file), read(file)))
                    .filter(wanted)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the parent pom. */
    static Path root() {
        return Path.of(System.getProperty("jsec.root", "..")).toAbsolutePath().normalize();
    }

    static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isOurs(Path relative) {
        for (Path part : relative) {
            if (NOT_OURS.contains(part.toString())) {
                return false;
            }
        }
        return true;
    }

    boolean isEndingIn(String... endings) {
        return Stream.of(endings).anyMatch(path.toString()::endsWith);
    }

    /** True for a program in a scripting language whose name says nothing of it. */
    boolean isScript() {
        return text.startsWith("#!") && !path.getFileName().toString().contains(".");
    }

    List<String> lines() {
        return text.lines().toList();
    }

    /** True for code that is shipped, false for tests, benchmarks and fuzzers. */
    boolean isMain() {
        return path.toString().contains("src/main/");
    }

    /** The file name without its ending. */
    String simpleName() {
        String name = path.getFileName().toString();
        int dot = name.indexOf('.');
        return dot < 0 ? name : name.substring(0, dot);
    }
}
