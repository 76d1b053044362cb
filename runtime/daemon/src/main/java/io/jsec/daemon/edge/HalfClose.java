package io.jsec.daemon.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.internal.tcnative.SSL;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import javax.net.ssl.SSLEngine;

/**
 * Lets a client of TLS end its input and go on reading, as {@code docker attach} does: its
 * close_notify ends one way only (RFC 8446, section 6.1).
 *
 * <p>The JDK's engine does so by itself, and Netty tells of the close_notify by an event. Netty's
 * engine over BoringSSL ends both ways instead, unless it believes that it did so already: that
 * field is set before the handshake, and after each read BoringSSL itself is asked whether the
 * close_notify has come. The event is the same then.
 */
final class HalfClose extends ChannelInboundHandlerAdapter {
    private static final Optional<VarHandle> RECEIVED = received();

    private final SSLEngine engine;
    private boolean told;

    /** For one connection; it stands right behind its TLS. */
    HalfClose(SSLEngine engine) {
        this.engine = engine;
    }

    private static Optional<VarHandle> received() {
        Class<?> type = ReferenceCountedOpenSslEngine.class;
        try {
            return Optional.of(
                    MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                            .findVarHandle(type, "receivedShutdown", boolean.class));
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    /** Whether this version of Netty has that field. */
    static boolean isPossible() {
        return RECEIVED.isPresent();
    }

    /** Prepares an engine whose handshake has not begun. */
    static void prepare(SSLEngine engine) {
        if (engine instanceof ReferenceCountedOpenSslEngine) {
            RECEIVED.orElseThrow().set(engine, true);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!told
                && engine instanceof ReferenceCountedOpenSslEngine boring
                && boring.sslPointer() != 0
                && (SSL.getShutdown(boring.sslPointer()) & SSL.SSL_RECEIVED_SHUTDOWN) != 0) {
            told = true;
            context.fireUserEventTriggered(SslCloseCompletionEvent.SUCCESS);
        }
        context.fireChannelReadComplete();
    }
}
