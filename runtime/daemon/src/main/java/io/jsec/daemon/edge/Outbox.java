package io.jsec.daemon.edge;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Writes to a connection, and waits while its client does not read. */
final class Outbox {
    private final Channel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @GuardedBy("lock")
    private boolean gone;

    Outbox(Channel channel) {
        this.channel = channel;
    }

    /** Called by the event loop when there is room again. */
    void changed() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Called when nothing can be written any more. */
    void gone() {
        lock.lock();
        try {
            gone = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes bytes and flushes them.
     *
     * @throws GoneException where the client closed the connection
     */
    void write(byte[]... parts) throws GoneException, InterruptedException {
        room();
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuf buffer = channel.alloc().buffer(length);
        for (byte[] part : parts) {
            buffer.writeBytes(part);
        }
        // A failed write means that the other end is closed: later writes must say so.
        channel.writeAndFlush(buffer).addListener((ChannelFutureListener) this::written);
    }

    private void written(ChannelFuture future) {
        if (!future.isSuccess()) {
            gone();
            var _ = future.channel().close();
        }
    }

    private void room() throws GoneException, InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!gone && channel.isActive() && !channel.isWritable()) {
                changed.await();
            }
            if (gone || !channel.isActive()) {
                throw new GoneException("the client closed the connection");
            }
        } finally {
            lock.unlock();
        }
    }
}
