package io.jsec.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.cli.setup.SetupHost.Outcome;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What tests on the real host share: they need root, and a host on which nobody uses jsec. */
final class RootTests {
    private RootTests() {}

    static void needRoot() {
        assumeTrue(new LinuxHost("").root(), "not-root: the test makes users or mounts views");
    }

    static void needFreshHost() {
        needRoot();
        LinuxHost host = new LinuxHost("");
        boolean fresh =
                host.stat(Layout.JOURNAL).isEmpty()
                        && host.stat(Layout.INSTALLED).isEmpty()
                        && Account.users(host.read("/etc/passwd").orElse("")).stream()
                                .noneMatch(user -> user.name().equals(Layout.USER));
        assumeTrue(fresh, "already-set-up: the test would take that back");
    }

    /** The helper as the build made it. */
    static Path helper() {
        Path root = Path.of(System.getProperty("jsec.root", ".."));
        return root.resolve("runtime/launch/target/bin/jsec-views").toAbsolutePath().normalize();
    }

    /** A small distribution: what setup needs, and a program instead of jsec. */
    static Path distribution(Path folder) throws IOException {
        Path share =
                Path.of(System.getProperty("jsec.root", "..")).resolve("cli/src/main/dist/share");
        for (String name : List.of("bin", "lib", "share")) {
            Files.createDirectories(folder.resolve(name));
        }
        Files.copy(helper(), folder.resolve("lib/jsec-views"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(
                Path.of("/bin/true"),
                folder.resolve("bin/jsec"),
                StandardCopyOption.COPY_ATTRIBUTES);
        try (var files = Files.list(share)) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve("share").resolve(file.getFileName()));
            }
        }
        return folder.toRealPath();
    }

    static Outcome run(String... command) {
        return Programs.run(Arrays.asList(command));
    }

    /** Runs a program that must succeed; its output. */
    static String must(String... command) {
        Outcome outcome = run(command);
        assertThat(outcome.exit()).as("%s: %s", List.of(command), outcome.output()).isZero();
        return outcome.output();
    }

    /** Runs a program as that user and group, in no other group. */
    static Outcome as(long id, String... command) {
        String number = Long.toString(id);
        List<String> words = new ArrayList<>();
        words.addAll(List.of("setpriv", "--reuid", number, "--regid", number, "--clear-groups"));
        words.addAll(List.of("--"));
        words.addAll(Arrays.asList(command));
        return Programs.run(words);
    }

    static long owner(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS))
                .longValue();
    }

    static long group(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:gid", LinkOption.NOFOLLOW_LINKS))
                .longValue();
    }

    static int mode(Path path) throws IOException {
        return ((Number) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS))
                        .intValue()
                & 07777;
    }

    /** Names, modes, owners and texts of everything setup may touch. */
    static String snapshot() throws IOException {
        StringBuilder text = new StringBuilder();
        for (String file : List.of("passwd", "group", "subuid", "subgid", "shadow", "gshadow")) {
            text.append(Files.readString(Path.of("/etc", file))).append("--\n");
        }
        for (String place :
                List.of(
                        Layout.INSTALLED,
                        Layout.COMMAND,
                        Layout.CONFIGURATION,
                        Layout.STATE,
                        Layout.LOGS,
                        Layout.RUN,
                        Layout.TUN,
                        Layout.LOW_PORTS_FILE)) {
            list(Path.of(place), text);
        }
        text.append(new LinuxHost("").read(Layout.LOW_PORTS).orElse(""));
        for (String line : Files.readString(Path.of("/proc/self/mountinfo")).split("\n", -1)) {
            if (line.contains("jsec")) {
                text.append(line).append('\n');
            }
        }
        return text + must("find", "/sys/fs/cgroup", "-maxdepth", "2", "-name", "jsec");
    }

    private static void list(Path place, StringBuilder text) throws IOException {
        if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                place,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes all)
                            throws IOException {
                        return visitFile(path, all);
                    }

                    @Override
                    public FileVisitResult visitFile(Path path, BasicFileAttributes all)
                            throws IOException {
                        text.append(path + " " + mode(path) + " " + owner(path) + "\n");
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
