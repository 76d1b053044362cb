package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;

/**
 * An engine of an ordinary user with control groups of its own and the image {@code busybox:1}, as
 * Debian's docker asks it.
 *
 * @param groups that were delegated
 * @param daemon that has them
 */
record DelegatedDaemon(PrivateGroups groups, Daemon daemon) implements AutoCloseable {
    private static final String USER = "jsectest";

    /**
     * Starts one, or skips the test where that cannot be.
     *
     * @param more hierarchies than most tests need
     */
    static DelegatedDaemon start(Path directory, String... more)
            throws IOException, InterruptedException {
        Jsec.requireRoot();
        Jsec.requireDocker();
        PrivateGroups groups = PrivateGroups.required(directory.resolve("groups"), USER, more);
        try {
            Jsec.run("chmod", "755", directory.toString());
            Path tar = Busybox.archive(directory, USER);
            DelegatedDaemon started =
                    new DelegatedDaemon(groups, Daemon.start(groups, directory, USER));
            started.out("import", tar.toString(), "busybox:1");
            return started;
        } catch (IOException | InterruptedException | RuntimeException e) {
            groups.close();
            throw e;
        }
    }

    Jsec.Result docker(String... words) throws IOException {
        return daemon.docker(words);
    }

    /** What a command that goes well prints. */
    String out(String... words) throws IOException {
        Jsec.Result result = docker(words);
        assertThat(result.exit()).as(result.err()).isZero();
        return result.out().strip();
    }

    @Override
    public void close() throws IOException {
        daemon.close();
        groups.close();
    }
}
