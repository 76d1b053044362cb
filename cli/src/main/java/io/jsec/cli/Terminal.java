package io.jsec.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether this process's descriptors are a terminal. */
final class Terminal {
    private Terminal() {}

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
