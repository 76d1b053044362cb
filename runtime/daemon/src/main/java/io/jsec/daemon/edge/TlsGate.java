package io.jsec.daemon.edge;

import io.jsec.ca.Identity;
import io.jsec.ca.Verdict;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a connection until its handshake is over, and judges who came. Only then is there anything
 * behind it that reads requests.
 */
final class TlsGate extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(TlsGate.class);

    /** What Go's servers say, so that whoever forgot --tlsverify reads why. */
    private static final byte[] PLAIN =
            Bytes.ascii(
                    """
                    HTTP/1.0 400 Bad Request\r
                    \r
                    Client sent an HTTP request to an HTTPS server.
                    """);

    /** What becomes of a connection whose client is known. */
    interface Entrance {
        void enter(SocketChannel channel, SslHandler tls, Identity client);
    }

    private final TlsServer server;
    private final SslHandler tls;
    private final InetAddress source;
    private final Consumer<Identity> enter;
    private boolean over;
    private boolean left;

    /**
     * @param enter makes of the connection one that is served
     */
    private TlsGate(
            TlsServer server, SslHandler tls, InetAddress source, Consumer<Identity> enter) {
        this.server = server;
        this.tls = tls;
        this.source = source;
        this.enter = enter;
    }

    /** Puts a new connection behind TLS; one for which there is no place is closed. */
    static void stand(TlsServer server, SocketChannel channel, Entrance entrance) {
        InetSocketAddress from = channel.remoteAddress();
        if (from == null) {
            var _ = channel.close();
            return;
        }
        InetAddress source = from.getAddress();
        if (!server.isReady()) {
            server.refusals().count(source, HandshakeFailure.NOT_READY);
            var _ = channel.close();
            return;
        }
        if (!server.handshakes().tryBegin(source)) {
            LOG.debug("too many strangers at {}: one more is closed", source.getHostAddress());
            server.refusals().count(source, HandshakeFailure.LIMIT);
            var _ = channel.close();
            return;
        }
        SslHandler tls = server.handler(channel.alloc());
        TlsGate gate =
                new TlsGate(
                        server, tls, source, identity -> entrance.enter(channel, tls, identity));
        channel.closeFuture().addListener(closed -> gate.leave());
        channel.pipeline().addLast(new LastWords(), tls, new HalfClose(tls.engine()), gate);
    }

    /** Gives the stranger's place back. */
    private void leave() {
        if (!left) {
            left = true;
            server.handshakes().end(source);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        // A connection reads when somebody asks for it: here, for the first bytes of a handshake.
        context.read();
        context.fireChannelActive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            // Whoever sends no more will not end his handshake.
            var _ = context.close();
        } else if (event instanceof SslHandshakeCompletionEvent handshake && !over) {
            if (handshake.isSuccess()) {
                judge(context);
            } else {
                fail(context, handshake.cause());
            }
        }
        context.fireUserEventTriggered(event);
    }

    private void judge(ChannelHandlerContext context) {
        try {
            switch (server.judge(tls)) {
                case Verdict.Accepted(Identity identity) -> {
                    over = true;
                    leave();
                    context.pipeline().remove(LastWords.class);
                    enter.accept(identity);
                    context.pipeline().remove(this);
                }
                case Verdict.Refused refused -> refuse(context, HandshakeFailure.of(refused));
            }
        } catch (SSLException e) {
            refuse(context, HandshakeFailure.of(e));
        }
    }

    private void fail(ChannelHandlerContext context, Throwable cause) {
        if (HandshakeFailure.isPlain(cause)) {
            // Past TLS, which has nothing to say to it.
            var _ = context.pipeline().firstContext().writeAndFlush(Unpooled.wrappedBuffer(PLAIN));
        }
        refuse(context, HandshakeFailure.of(cause));
    }

    private void refuse(ChannelHandlerContext context, HandshakeFailure why) {
        over = true;
        why.kind().ifPresent(kind -> server.refusals().count(source, kind));
        if (server.handshakes().failed(source)) {
            LOG.warn(
                    "a TLS client at {} is not let in: {}",
                    source.getHostAddress(),
                    why.sentence());
        }
        var _ = context.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        // Nothing is read before it is known from whom.
        ReferenceCountUtil.release(message);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // What fails is the handshake, and that is told by its own event.
        var _ = context.close();
    }
}
