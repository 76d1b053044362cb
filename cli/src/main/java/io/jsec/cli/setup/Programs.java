package io.jsec.cli.setup;

import io.jsec.cli.setup.SetupHost.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Runs programs of the host: useradd and its like, and jsec-views.
 *
 * <p>Java forks nowhere else in jsec but to start an engine on demand and to call systemctl. Here
 * it may: setup runs once, as root, before there is anything to protect from a half-made child, and
 * writing to /etc/passwd around the programs that own it, their locks and their hooks would be
 * worse.
 */
final class Programs {
    private static final List<String> PLACES =
            List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin", "/usr/local/sbin");
    private static final int OUTPUT_BYTES_MAX = 8192;
    private static final int NOT_FOUND = 127;

    private Programs() {}

    /** Runs to the end, with an environment of our own and no input. */
    static Outcome run(List<String> command) {
        Path program = find(command.getFirst());
        if (program == null) {
            return new Outcome(NOT_FOUND, "the program " + command.getFirst() + " is missing");
        }
        List<String> words = new ArrayList<>(command);
        words.set(0, program.toString());
        ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.directory(Path.of("/").toFile());
        builder.environment().clear();
        builder.environment().put("PATH", String.join(":", PLACES));
        builder.environment().put("LC_ALL", "C.UTF-8");
        return finish(builder);
    }

    private static Outcome finish(ProcessBuilder builder) {
        try {
            Process process = builder.start();
            try (InputStream output = process.getInputStream()) {
                String text =
                        new String(output.readNBytes(OUTPUT_BYTES_MAX), StandardCharsets.UTF_8);
                output.skip(Long.MAX_VALUE);
                return new Outcome(process.waitFor(), text);
            }
        } catch (IOException e) {
            return new Outcome(NOT_FOUND, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SetupException.failed(String.join(" ", builder.command()), "interrupted");
        }
    }

    private static @org.jspecify.annotations.Nullable Path find(String name) {
        if (name.startsWith("/")) {
            return Path.of(name);
        }
        for (String place : PLACES) {
            Path path = Path.of(place, name);
            if (Files.isExecutable(path)) {
                return path;
            }
        }
        return null;
    }
}
