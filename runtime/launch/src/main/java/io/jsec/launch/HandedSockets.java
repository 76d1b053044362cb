package io.jsec.launch;

import io.jsec.linux.Fd;
import io.jsec.linux.Messages;
import io.jsec.linux.Poll;
import io.jsec.linux.UnixSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The engine's end of the hand-in channel: connections of its clients, each with who it is. While
 * the engine is started again they wait in the channel, which outlives it. One thread accepts; any
 * may close.
 */
public final class HandedSockets implements AutoCloseable {
    private static final int HEADER_BYTES = 20;
    private static final int BYTES_MAX = HEADER_BYTES + PeerIdentity.GROUPS_MAX * Integer.BYTES;
    private static final int GROUPS_UNKNOWN = 1;
    private static final int TCP = 2;
    private static final Duration EVER = Duration.ofSeconds(-1);

    /** What a client's request may need besides its connection. */
    private static final int DESCRIPTORS_SPARE = 32;

    private final Fd channel;
    private final Messages messages;
    private final Fd[] wake = UnixSocket.pair(UnixSocket.Kind.STREAM);
    private final Object accepting = new Object();

    /** Takes over the channel, as {@link EngineDescriptors#handIn} gives it. */
    public HandedSockets(Fd channel) {
        this.channel = channel;
        this.messages = new Messages(channel, BYTES_MAX, 1);
    }

    /**
     * Waits until {@link #accept} would not wait. Blocks a platform thread.
     *
     * @param patience how long; negative: for ever
     * @return false where nothing came
     */
    public boolean await(Duration patience) {
        synchronized (accepting) {
            return channel.isClosed() || Poll.readable(List.of(channel, wake[0]), patience);
        }
    }

    /**
     * Whether this process has room for another connection and for what is done at its request. A
     * client that is not accepted waits; one that is accepted without a place for it is lost.
     */
    public boolean hasRoom() {
        synchronized (accepting) {
            return wake[1].isClosed() || channel.leavesRoom(DESCRIPTORS_SPARE);
        }
    }

    /** Waits a while, or until this is closed. Blocks a platform thread. */
    public void pause(Duration length) {
        synchronized (accepting) {
            if (!channel.isClosed()) {
                boolean _ = Poll.readable(List.of(wake[0]), length);
            }
        }
    }

    /**
     * Waits for a connection. Blocks a platform thread. One that this process has no room for is
     * lost without a word.
     *
     * @return empty once this is closed, or the launcher gone
     * @throws LauncherException for a message that is none; the connection is closed
     * @throws io.jsec.linux.LinuxException where the channel breaks
     */
    public Optional<HandedSocket> accept() {
        synchronized (accepting) {
            if (channel.isClosed()) {
                return Optional.empty();
            }
            Messages.Received received;
            do {
                Poll.readable(List.of(channel, wake[0]), EVER);
                if (wake[1].isClosed()) {
                    return Optional.empty();
                }
                received = messages.receive();
            } while (received.lost());
            return received.isEnd() ? Optional.empty() : Optional.of(decode(received));
        }
    }

    private static HandedSocket decode(Messages.Received received) {
        ByteBuffer bytes = ByteBuffer.wrap(received.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        boolean legal =
                !received.truncated()
                        && bytes.remaining() >= HEADER_BYTES
                        && received.descriptors().size() == 1;
        long count = legal ? Integer.toUnsignedLong(bytes.getInt(16)) : 0;
        if (!legal || bytes.remaining() != HEADER_BYTES + count * Integer.BYTES) {
            received.close();
            throw new LauncherException("the launcher hands in what is no connection");
        }
        int pid = bytes.getInt();
        long uid = Integer.toUnsignedLong(bytes.getInt());
        long gid = Integer.toUnsignedLong(bytes.getInt());
        int listener = Short.toUnsignedInt(bytes.getShort());
        int flags = Short.toUnsignedInt(bytes.getShort());
        boolean known = (flags & (GROUPS_UNKNOWN | TCP)) == 0;
        bytes.getInt();
        List<Long> groups = new ArrayList<>();
        while (bytes.hasRemaining()) {
            groups.add(Integer.toUnsignedLong(bytes.getInt()));
        }
        boolean tcp = (flags & TCP) != 0;
        PeerIdentity peer = new PeerIdentity(pid, uid, gid, groups, known, tcp);
        return new HandedSocket(received.descriptors().getFirst(), peer, listener);
    }

    /** Accepts no more; connections that wait are the next engine's. */
    @Override
    public void close() {
        // Not by shutdown: the channel is the next engine's too.
        wake[1].close();
        synchronized (accepting) {
            wake[0].close();
            channel.close();
        }
    }
}
