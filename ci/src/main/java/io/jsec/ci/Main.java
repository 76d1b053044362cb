package io.jsec.ci;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** The entry point of {@code jsec-ci.jar}. */
public final class Main {
    private Main() {}

    /**
     * Runs one command line and ends the process with its exit code.
     *
     * @param args {@code policy} or {@code audit}, and what follows
     */
    public static void main(String[] args) {
        CiEnvironment environment =
                new CiEnvironment(
                        System.getenv(),
                        Path.of("").toAbsolutePath(),
                        System.in,
                        System.out,
                        System.err,
                        Clock.systemUTC(),
                        isTerminal(1),
                        isTerminal(2));
        System.exit(new CiLine(environment).run(args));
    }

    /** On Linux only; elsewhere reports have no colours. */
    private static boolean isTerminal(int descriptor) {
        try {
            String file = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor)).toString();
            return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }
}
