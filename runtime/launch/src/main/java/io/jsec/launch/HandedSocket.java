package io.jsec.launch;

import io.jsec.linux.Fd;

/**
 * A client's connection, accepted by the launcher.
 *
 * @param socket a connected stream socket, unix or TCP, that does not wait (O_NONBLOCK), closed at
 *     execve; the receiver owns it
 * @param peer who connected
 * @param listener which of the launcher's {@code --listen…} options it came through, counted from 0
 *     in their order
 */
public record HandedSocket(Fd socket, PeerIdentity peer, int listener) implements AutoCloseable {
    /** Ends the connection, unless somebody released the socket. */
    @Override
    public void close() {
        socket.close();
    }
}
