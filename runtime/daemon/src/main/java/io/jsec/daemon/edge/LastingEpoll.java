package io.jsec.daemon.edge;

import io.netty.channel.IoEvent;
import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoOps;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoEvent;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.ThreadAwareExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Netty's epoll with registrations that last. Netty takes a socket out of epoll when it waits for
 * nothing (input over, output idle), and fails to put it in again: a client that ended its input
 * would lose what does not fit its buffer. Here such a socket stays, told of its hang-up once: that
 * is how a client that is gone is told from one that only ended its input (unix(7), poll(2)).
 */
final class LastingEpoll implements IoHandlerFactory {
    private static final int EPOLLHUP = 0x010;

    private final IoHandlerFactory epoll = EpollIoHandler.newFactory();

    @Override
    public IoHandler newHandler(ThreadAwareExecutor executor) {
        return new Handler(epoll.newHandler(executor));
    }

    private record Handler(IoHandler epoll) implements IoHandler {
        @Override
        public void initialize() {
            epoll.initialize();
        }

        @Override
        public int run(IoHandlerContext context) {
            return epoll.run(context);
        }

        @Override
        public void prepareToDestroy() {
            epoll.prepareToDestroy();
        }

        @Override
        public void destroy() {
            epoll.destroy();
        }

        @Override
        public IoRegistration register(IoHandle handle) throws Exception {
            Watched watched = new Watched((EpollIoHandle) handle);
            Registration registration = new Registration(epoll.register(watched));
            watched.registration = registration;
            return registration;
        }

        @Override
        public void wakeup() {
            epoll.wakeup();
        }

        @Override
        public boolean isCompatible(Class<? extends IoHandle> type) {
            return epoll.isCompatible(type);
        }
    }

    /** A socket that is closed when it waits for nothing and its client is gone. */
    private static final class Watched implements EpollIoHandle {
        private final EpollIoHandle socket;
        private @Nullable Registration registration;

        Watched(EpollIoHandle socket) {
            this.socket = socket;
        }

        @Override
        public FileDescriptor fd() {
            return socket.fd();
        }

        @Override
        public void handle(IoRegistration original, IoEvent event) {
            Registration mine = registration;
            if (mine == null) {
                return;
            }
            boolean hungUp = (((EpollIoEvent) event).ops().value() & EPOLLHUP) != 0;
            if (hungUp && mine.waitsForNothing) {
                close();
            } else {
                socket.handle(mine, event);
            }
        }

        @Override
        public void registered() {
            socket.registered();
        }

        @Override
        public void unregistered() {
            socket.unregistered();
        }

        @Override
        public void close() {
            try {
                socket.close();
            } catch (Exception e) {
                throw new IllegalStateException("closing a socket", e);
            }
        }
    }

    /** Never empty, whatever is submitted. Used by one event loop. */
    private static final class Registration implements IoRegistration {
        private final IoRegistration epoll;
        private boolean waitsForNothing;

        Registration(IoRegistration epoll) {
            this.epoll = epoll;
        }

        @Override
        @SuppressWarnings("TypeParameterUnusedInFormals") // As Netty declares it.
        public <T> T attachment() {
            return epoll.attachment();
        }

        @Override
        public long submit(IoOps ops) {
            waitsForNothing = ops.equals(EpollIoOps.NONE);
            return epoll.submit(waitsForNothing ? EpollIoOps.EPOLLET : ops);
        }

        @Override
        public boolean isValid() {
            return epoll.isValid();
        }

        @Override
        public boolean cancel() {
            return epoll.cancel();
        }
    }
}
