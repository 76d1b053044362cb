package io.jsec.daemon.edge;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Lets a client read why it is not let in. With TLS 1.3 it has sent its first request by then, and
 * a socket that is closed with bytes unread is reset, which takes the alert away (RFC 9112, 9.6).
 * So the output ends first, and what still comes is thrown away for a moment.
 */
final class LastWords extends ChannelDuplexHandler {
    /** A client in Java may take a second to its first request; a handshake may take ten. */
    private static final int LINGERING_MILLIS_MAX = 3_000;

    private boolean closing;

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (closing) {
            // Whoever fails a handshake closes, and whoever hears of it closes too.
            context.channel().closeFuture().addListener(closed -> promise.trySuccess());
            return;
        }
        if (!context.channel().isActive()) {
            var _ = context.close(promise);
            return;
        }
        closing = true;
        var _ =
                context.executor()
                        .schedule(
                                () -> {
                                    var _ = context.close(promise);
                                },
                                LINGERING_MILLIS_MAX,
                                TimeUnit.MILLISECONDS);
        context.writeAndFlush(Unpooled.EMPTY_BUFFER)
                .addListener(written -> {
                    var _ = ((DuplexChannel) context.channel()).shutdownOutput();
                    context.read();
                });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (closing) {
            ReferenceCountUtil.release(message);
        } else {
            context.fireChannelRead(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (closing) {
            context.read();
        } else {
            context.fireChannelReadComplete();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (closing && event instanceof ChannelInputShutdownEvent) {
            var _ = context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }
}
