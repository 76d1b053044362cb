package io.jsec.cli;

import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.Openat2;
import io.jsec.linux.Session;
import io.jsec.linux.abi.Fcntl;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The log of an engine that was started on demand: nobody sees its standard error. The file and the
 * one before it are bounded; what is too much for both is gone.
 *
 * <p>Everything that writes has the file open for appending, the launcher too: it is emptied in its
 * place, and a line of the launcher's that comes between copy and emptying is lost.
 *
 * @param file whose older half is {@code file.1}
 */
record EngineLog(Path file) {
    /** Bytes of one file. */
    static final long BYTES_MAX = 1 << 20;

    private static final int MODE = 0600;

    /** Sends what this process and those it becomes say to the file. */
    void begin() {
        try (Fd log = Openat2.open(file, Fcntl.O_WRONLY | Fcntl.O_CREAT | Fcntl.O_APPEND, MODE)) {
            Session.redirect(log, file);
        } catch (LinuxException e) {
            throw CliException.failed(
                    Code.STORE,
                    "opening " + file,
                    String.valueOf(e.getMessage()),
                    "a file this user may write to");
        }
    }

    /** Empties it where it is full, after its content went to the older one. */
    void bound() {
        try {
            if (Files.size(file) <= BYTES_MAX) {
                return;
            }
            Path older = file.resolveSibling(file.getFileName() + ".1");
            Files.copy(file, older, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        } catch (IOException e) {
            // There is no place where that could be said; the next line tries again.
        }
    }
}
