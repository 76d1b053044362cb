package io.jsec.cli.ca;

import io.jsec.cli.units.ToldSystemd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Command lines of {@code jsec ca} run inside the test, with what they printed. */
final class CaScreen {
    static final Instant START = Instant.parse("2026-11-24T12:00:00Z");

    final Path directory;
    private final SecureRandom random = new SecureRandom();
    private final Deque<String> answers = new ArrayDeque<>();

    /** Systemd, as far as this screen knows. */
    final ToldSystemd systemd = new ToldSystemd();

    private final List<String> questions = new ArrayList<>();
    private ByteArrayOutputStream out = new ByteArrayOutputStream();
    private ByteArrayOutputStream err = new ByteArrayOutputStream();
    private InputStream in = InputStream.nullInputStream();
    private Instant now = START;
    private boolean watched;
    private int other;

    CaScreen(Path directory) {
        this.directory = directory;
    }

    /** A screen with an authority for example.lan and 127.0.0.0/8. */
    static CaScreen withCa(Path directory) {
        CaScreen screen = new CaScreen(directory);
        screen.ok("init", "--names", "example.lan,127.0.0.0/8");
        return screen;
    }

    /** Where the authority is. */
    Path ca() {
        return directory.resolve("data/ca");
    }

    /** What a person will type. */
    CaScreen answering(String... words) {
        answers.addAll(List.of(words));
        return this;
    }

    /** What is on standard input. */
    CaScreen fed(String text) {
        return fed(text.getBytes(StandardCharsets.UTF_8));
    }

    CaScreen fed(byte[] bytes) {
        in = new ByteArrayInputStream(bytes);
        return this;
    }

    /** A person looks at standard output. */
    CaScreen watched() {
        watched = true;
        return this;
    }

    /** The process runs as somebody else. */
    CaScreen asAnother() {
        other = 1;
        return this;
    }

    /** The clock shows the true time, which other programs go by. */
    CaScreen now() {
        now = Instant.now();
        return this;
    }

    void move(Duration span) {
        now = now.plus(span);
    }

    /** Runs a line; only what it prints is kept. */
    int run(String... words) {
        out = new ByteArrayOutputStream();
        err = new ByteArrayOutputStream();
        return new CaLine(environment()).run(words);
    }

    /** The same of {@code jsec enroll}. */
    int enroll(String... words) {
        out = new ByteArrayOutputStream();
        err = new ByteArrayOutputStream();
        return new CaLine(environment()).runEnroll(words);
    }

    /** Runs a line that must succeed; what it printed. */
    String ok(String... words) {
        int exit = run(words);
        if (exit != 0) {
            throw new AssertionError(List.of(words) + " ended with " + exit + ": " + err());
        }
        return out();
    }

    CaEnvironment environment() {
        return new CaEnvironment(
                directory,
                ca(),
                directory.resolve("certs"),
                () -> uid() + other,
                "vm",
                in,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                watched,
                question -> {
                    questions.add(question);
                    return Optional.ofNullable(answers.poll()).map(String::toCharArray);
                },
                Clock.fixed(now, ZoneOffset.UTC),
                random,
                "0.1.0",
                () ->
                        new UnitHost(
                                systemd,
                                directory.resolve("units"),
                                Path.of("/opt/jsec/bin/jsec"),
                                Optional.empty()));
    }

    private int uid() {
        try {
            return (Integer) Files.getAttribute(directory, "unix:uid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> questions() {
        return List.copyOf(questions);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    /** The number in what issue and renew print. */
    String serial() {
        return out().lines()
                .filter(line -> line.startsWith("  number"))
                .map(line -> line.substring("  number".length()).strip())
                .findFirst()
                .orElseThrow();
    }

    Path file(String name, String text) {
        try {
            return Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
