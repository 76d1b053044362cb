package io.jsec.cli;

import io.jsec.launch.Streams;
import io.jsec.linux.Tty;
import io.jsec.linux.WindowSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The terminal of whoever called, if this process's descriptors are one. */
final class Terminal {
    private static final WindowSize USUAL = new WindowSize(24, 80);

    private Terminal() {}

    /**
     * A container's streams. Its terminal begins with the size of the caller's, so that what starts
     * in it need not wait to be told.
     */
    static Streams streams(RunOptions options) {
        WindowSize size = options.tty ? Tty.size(0).or(() -> Tty.size(1)).orElse(USUAL) : USUAL;
        return new Streams(options.interactive, options.tty, size.rows(), size.columns());
    }

    /** Whether a descriptor, 0 to 2, is one. */
    static boolean is(int descriptor) {
        try {
            String target =
                    Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return target.matches("/dev/(pts/\\d+|tty\\w*|console)");
        } catch (IOException e) {
            return false;
        }
    }
}
