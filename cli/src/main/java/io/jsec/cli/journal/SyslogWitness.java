package io.jsec.cli.journal;

import io.jsec.journal.Head;
import io.jsec.journal.Witness;
import io.jsec.linux.Fd;
import io.jsec.linux.LinuxException;
import io.jsec.linux.UnixSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Tells the host's log, syslog or journald, each head: a datagram to /dev/log. It never waits for
 * longer than a moment; where the log is not there, it says so once until it is.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc3164">RFC 3164</a>
 */
public final class SyslogWitness implements Witness {
    /** Where hosts have their log. */
    public static final Path DEV_LOG = Path.of("/dev/log");

    /** Facility 10, security; severity 5, notice. */
    private static final String PRIORITY = "<85>";

    private static final Duration WAIT_MAX = Duration.ofMillis(200);

    private final Path socket;
    private final long pid;
    private final Consumer<String> problems;
    private boolean silent;

    /**
     * A witness behind a socket.
     *
     * @param pid of the engine
     * @param problems takes one sentence where the log cannot be told
     */
    public SyslogWitness(Path socket, long pid, Consumer<String> problems) {
        this.socket = socket;
        this.pid = pid;
        this.problems = problems;
    }

    @Override
    public void tell(Head head) {
        String text = PRIORITY + "jsec[" + pid + "]: journal head " + head;
        try (Fd fd = UnixSocket.connect(socket, UnixSocket.Kind.DATAGRAM)) {
            UnixSocket.sendTimeout(fd, WAIT_MAX);
            fd.write(text.getBytes(StandardCharsets.US_ASCII));
            silent = false;
        } catch (LinuxException e) {
            if (!silent) {
                silent = true;
                problems.accept(
                        "the journal's head is not told to the host's log: " + e.getMessage());
            }
        }
    }
}
