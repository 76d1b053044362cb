package io.jsec.cli.docker;

import io.jsec.cli.client.Request;
import io.jsec.cli.client.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Streams of bytes between an engine and files. */
final class Streams {
    private Streams() {}

    /**
     * Writes an answer into a file, or to standard output where none is named. The file appears
     * when it is complete.
     */
    static int save(Call call, Request request, String file, String what) {
        if (file.isEmpty() && call.environment().terminals().out()) {
            throw DockerException.of(
                    "an archive is not written to a terminal. Instead: -o FILE," + " or a pipe");
        }
        try (Response response = call.api().send(request)) {
            if (file.isEmpty()) {
                response.body().transferTo(call.environment().out());
                call.environment().out().flush();
            } else {
                write(response.body(), call.environment().path(file));
            }
            return 0;
        } catch (IOException e) {
            throw DockerException.of("failed to " + what + ": " + reason(e));
        }
    }

    private static void write(InputStream in, Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException("it is neither new nor a regular file: " + file);
        }
        Path folder = file.toAbsolutePath().getParent();
        Path part = Files.createTempFile(folder, ".tmp-", "");
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                in.transferTo(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** A file, or standard input for a dash, as the body of a request. */
    static Request.Body.Stream body(Call call, String file, String type) {
        return new Request.Body.Stream(
                type,
                out -> {
                    if (file.equals("-")) {
                        call.environment().in().transferTo(out);
                    } else {
                        Files.copy(call.environment().path(file), out);
                    }
                });
    }

    /** Ends the verb where a file cannot be read. */
    static void check(Call call, String file) {
        if (!file.equals("-") && !Files.isReadable(call.environment().path(file))) {
            throw DockerException.of("open " + file + ": no such file or directory");
        }
    }

    static String reason(IOException e) {
        return e instanceof java.nio.file.NoSuchFileException
                ? "no such file or directory: " + e.getMessage()
                : e instanceof java.nio.file.AccessDeniedException
                        ? "permission denied: " + e.getMessage()
                        : String.valueOf(e.getMessage());
    }
}
