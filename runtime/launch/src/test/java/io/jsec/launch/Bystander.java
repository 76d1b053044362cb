package io.jsec.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs a class of these tests as an ordinary user with subordinate ids, who may not read the
 * build's own directories: the class path is copied to a place of that user's.
 */
final class Bystander {
    /** The user that {@code cli/check} makes. */
    static final String USER = "jsectest";

    private final Path place;

    /** A directory for the user, which nobody else reaches. */
    Bystander(Path place) {
        this.place = place;
    }

    /** The JVM, ready to start, its output one stream. */
    ProcessBuilder java(Class<?> main, String... arguments) throws IOException {
        List<String> words = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            words.addAll(
                    List.of(
                            "setpriv",
                            "--reuid",
                            USER,
                            "--regid",
                            USER,
                            "--init-groups",
                            "env",
                            "-i",
                            "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                            "HOME=" + place));
        }
        words.addAll(
                List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-XX:-UsePerfData",
                        "-Djava.io.tmpdir=" + place,
                        "-cp",
                        classPath(),
                        main.getName()));
        words.addAll(List.of(arguments));
        return new ProcessBuilder(words).directory(place.toFile()).redirectErrorStream(true);
    }

    /** Gives a file or tree below the place to the user. */
    void own(Path tree) throws IOException, InterruptedException {
        if (System.getProperty("user.name").equals("root")) {
            Process chown =
                    new ProcessBuilder("chown", "-R", USER + ":" + USER, tree.toString())
                            .inheritIO()
                            .start();
            if (chown.waitFor() != 0) {
                throw new IOException("no user " + USER + ": run cli/check, which makes it");
            }
        }
    }

    /** A copy of a program that the user can execute. */
    Path program(Path original) throws IOException {
        Path copy = place.resolve(original.getFileName());
        Files.copy(original, copy, StandardCopyOption.REPLACE_EXISTING);
        return Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private String classPath() throws IOException {
        List<String> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path original = Path.of(entry);
            if (Files.exists(original)) {
                Path copy = place.resolve("classes").resolve(Integer.toString(copies.size()));
                copies.add(copy(original, copy).toString());
            }
        }
        return String.join(File.pathSeparator, copies);
    }

    private static Path copy(Path original, Path copy) throws IOException {
        if (Files.isRegularFile(original)) {
            Files.createDirectories(copy);
            return Files.copy(original, copy.resolve(original.getFileName()));
        }
        Files.walkFileTree(
                original,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path d, BasicFileAttributes a)
                            throws IOException {
                        Files.createDirectories(copy.resolve(original.relativize(d)));
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path f, BasicFileAttributes a)
                            throws IOException {
                        Files.copy(f, copy.resolve(original.relativize(f)));
                        return FileVisitResult.CONTINUE;
                    }
                });
        return copy;
    }
}
