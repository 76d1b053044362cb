package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jsec.linux.Identity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The built command, started as a person would start it: a process of a user of this host. */
final class Jsec {
    private static final int TIMEOUT_S = 300;

    private final List<String> prefix;
    private final Path home;
    private final Map<String, String> more;

    private Jsec(List<String> prefix, Path home, Map<String, String> more) {
        this.prefix = prefix;
        this.home = home;
        this.more = Map.copyOf(more);
    }

    /** What a command printed and how it ended. */
    record Result(int exit, String out, String err) {}

    /** As an ordinary user of this host, with a home directory that is made for it. */
    static Jsec as(String user, Path directory) {
        requireRoot();
        Path home = directory.resolve("home-" + user);
        run("install", "-d", "-o", user, "-g", user, "-m", "700", home.toString());
        return new Jsec(
                List.of("setpriv", "--reuid", user, "--regid", user, "--init-groups"),
                home,
                Map.of());
    }

    /** As root. */
    static Jsec asRoot(Path directory) {
        requireRoot();
        return new Jsec(List.of(), directory, Map.of());
    }

    /** The same with another variable. */
    Jsec with(String name, String value) {
        return new Jsec(prefix, home, Map.of(name, value));
    }

    static void requireRoot() {
        assumeTrue(Identity.effectiveUid() == 0, "not-root: the test runs commands as other users");
    }

    /** Docker's client, as Debian has it. */
    static void requireDocker() {
        assumeTrue(
                Files.isExecutable(Path.of("/usr/bin/docker")),
                "no-dockerd: docker.io is not installed, so there is no client");
    }

    /** The distribution under test. */
    static Path distribution() {
        String dist = System.getProperty("jsec.dist", "");
        Path path =
                dist.isEmpty()
                        ? Path.of(System.getProperty("jsec.root", ".."), "cli/target/dist")
                        : Path.of(dist);
        assertThat(path.resolve("bin/jsec")).exists();
        return path.toAbsolutePath().normalize();
    }

    Path store() {
        return home.resolve(".local/share/jsec/store");
    }

    /** Runs the command to its end without standard input. */
    Result run(List<String> words) {
        return finish(start(words), "");
    }

    /** Runs the command to its end. */
    Result jsec(String... words) {
        return run(List.of(words));
    }

    /** Runs the command with text on standard input. */
    Result fed(String input, String... words) {
        return finish(start(List.of(words)), input);
    }

    /** Starts the command. */
    Process start(List<String> words) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("env", "-i", "HOME=" + home, "PATH=/usr/bin:/bin"));
        more.forEach((name, value) -> command.add(name + "=" + value));
        command.add(distribution().resolve("bin/jsec").toString());
        command.addAll(words);
        return process(command);
    }

    /** Any other program as the same user. */
    Result program(String... words) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(words));
        return finish(process(command), "");
    }

    /** Starts any other program as the same user, with the same variables. */
    Process startProgram(String... words) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("env", "-i", "HOME=" + home, "PATH=/usr/bin:/bin"));
        command.addAll(List.of(words));
        return process(command);
    }

    private static Process process(List<String> command) {
        try {
            return new ProcessBuilder(command).directory(Path.of("/tmp").toFile()).start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Feeds a process and collects what it prints. */
    static Result finish(Process process, String input) {
        Text out = Text.of(process.inputReader());
        Text err = Text.of(process.errorReader());
        try (var stdin = process.outputWriter()) {
            stdin.write(input);
        } catch (IOException e) {
            // It ended without reading: its exit code says the rest.
            assertThat(e).hasMessageContaining("Broken pipe");
        }
        try {
            boolean ended = process.waitFor(TIMEOUT_S, TimeUnit.SECONDS);
            if (!ended) {
                process.destroyForcibly();
            }
            assertThat(ended).as("ended within " + TIMEOUT_S + " s").isTrue();
            return new Result(process.exitValue(), out.text(), err.text());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A program of this host, as root, which must succeed. */
    static void run(String... words) {
        Result result = finish(process(List.of(words)), "");
        assertThat(result.exit()).as(String.join(" ", words) + "\n" + result.err()).isZero();
    }

    /** A stream read on a thread of its own. */
    private record Text(Thread thread, StringBuilder content) {
        static Text of(java.io.BufferedReader reader) {
            StringBuilder content = new StringBuilder();
            Thread thread =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    int c = reader.read();
                                    while (c >= 0) {
                                        content.append((char) c);
                                        c = reader.read();
                                    }
                                } catch (IOException e) {
                                    content.append(e);
                                }
                            });
            return new Text(thread, content);
        }

        String text() throws InterruptedException {
            thread.join();
            return content.toString();
        }
    }

    /** Whether a path is there, as root sees it. */
    static boolean exists(Path path) {
        return Files.exists(path, java.nio.file.LinkOption.NOFOLLOW_LINKS);
    }
}
