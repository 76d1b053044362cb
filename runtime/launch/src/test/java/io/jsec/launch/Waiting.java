package io.jsec.launch;

import io.jsec.linux.Fd;
import io.jsec.linux.Poll;
import io.jsec.linux.UnixSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Clients that connect and say nothing. */
final class Waiting implements AutoCloseable {
    private final List<Fd> sockets = new ArrayList<>();

    Waiting(Path socket, int count) {
        for (int number = 0; number < count; number++) {
            sockets.add(UnixSocket.connect(socket, UnixSocket.Kind.STREAM));
        }
    }

    /** How many see their connection ended; the last one is given time to. */
    int ended() {
        Poll.readable(sockets.getLast(), Duration.ofSeconds(30));
        int ended = 0;
        for (Fd socket : sockets) {
            ended += Poll.readable(socket, Duration.ZERO) ? 1 : 0;
        }
        return ended;
    }

    @Override
    public void close() {
        sockets.forEach(Fd::close);
    }
}
