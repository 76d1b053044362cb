package io.jsec.cli.docker;

import io.jsec.cli.client.ApiClient;
import io.jsec.cli.client.FakeEngine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A docker verb run inside the test against an engine that is none. */
final class Shell {
    static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private final FakeEngine engine;
    private final Path folder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private byte[] input = new byte[0];

    Shell(FakeEngine engine, Path folder) {
        this.engine = engine;
        this.folder = folder;
    }

    Shell fed(String text) {
        input = text.getBytes(StandardCharsets.UTF_8);
        return this;
    }

    int run(String... words) {
        out.reset();
        err.reset();
        DockerEnvironment environment = environment(folder, input, out, err);
        DockerVerbs.Found found = DockerVerbs.find(List.of(words)).orElseThrow();
        return new DockerLine(environment, new ApiClient(engine.address(), "jsec/test"))
                .run(found.verb(), found.words());
    }

    /** What a process is given at noon that does nothing. */
    static DockerEnvironment environment() {
        return environment(
                Path.of("/"),
                new byte[0],
                new ByteArrayOutputStream(),
                new ByteArrayOutputStream());
    }

    private static DockerEnvironment environment(
            Path folder, byte[] input, ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new DockerEnvironment(
                Map.of("HOME", "/home/me"),
                folder,
                new ByteArrayInputStream(input),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                Clock.fixed(NOW, ZoneOffset.UTC),
                () -> ZoneOffset.UTC,
                new DockerEnvironment.Terminals(false, false, false),
                "0.1.0",
                true);
    }

    String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
