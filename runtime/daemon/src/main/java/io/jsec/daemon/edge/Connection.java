package io.jsec.daemon.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The event loop's half of a connection: what it reads goes to the inbox, in order. */
final class Connection extends ChannelInboundHandlerAdapter {
    private final DuplexChannel channel;
    private final HttpRequestDecoder decoder;
    private final Predicate<HttpRequest> mayHijack;
    private final Runnable begin;
    private final Inbox inbox;
    private final Outbox outbox;
    private final @Nullable SslHandler tls;
    private final Gone gone = new Gone();

    /** Whether this request is the last one, and bytes follow it. Used by the event loop only. */
    private boolean last;

    /** Whether TLS said its goodbye. Used by the event loop only. */
    private boolean ended;

    /**
     * @param tls of the connection, where it has any; its handshake is over
     * @param mayHijack whether bytes may follow a request instead of another one
     * @param begin gets the connection once it can be read from
     */
    Connection(
            DuplexChannel channel,
            HttpRequestDecoder decoder,
            @Nullable SslHandler tls,
            Predicate<HttpRequest> mayHijack,
            Consumer<Connection> begin) {
        this.channel = channel;
        this.decoder = decoder;
        this.tls = tls;
        this.mayHijack = mayHijack;
        this.begin = () -> begin.accept(this);
        this.inbox = new Inbox(() -> channel.eventLoop().execute(this::read));
        this.outbox = new Outbox(channel);
    }

    Inbox inbox() {
        return inbox;
    }

    Outbox outbox() {
        return outbox;
    }

    Gone gone() {
        return gone;
    }

    /**
     * Reads once more. A channel whose input is over would be closed by that, unsent bytes and all.
     */
    private void read() {
        if (channel.isOpen() && !channel.isInputShutdown()) {
            channel.read();
        }
    }

    /** Ends the output, after what was written. */
    void shutdownOutput() {
        afterWrites(done -> {
            // Where the client is gone already, there is nothing to end.
            if (channel.isActive()) {
                var _ = tls == null ? channel.shutdownOutput() : tls.closeOutbound();
            }
        });
    }

    /** Closes, after what was written. */
    void close() {
        inbox.discard();
        afterWrites(ChannelFutureListener.CLOSE);
    }

    /** An empty write is done when all before it are: Netty throws away what waits otherwise. */
    private void afterWrites(ChannelFutureListener action) {
        if (!channel.eventLoop().isShuttingDown()) {
            channel.writeAndFlush(channel.alloc().buffer(0)).addListener(action);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        // Behind TLS it is added to a connection that is there.
        if (channel.isActive() && tls != null) {
            begin.run();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        begin.run();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        switch (message) {
            case ByteBuf bytes -> inbox.put(new Piece.Data(bytes));
            case HttpRequest head when head.decoderResult().isFailure() -> {
                ReferenceCountUtil.release(head);
                malformed(head);
            }
            case HttpRequest head -> {
                last = mayHijack.test(head);
                inbox.put(new Piece.Head(head));
            }
            case HttpContent content -> content(context, content);
            default -> throw new IllegalStateException(message.getClass().getName());
        }
    }

    private void content(ChannelHandlerContext context, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            content.release();
            malformed(content);
            return;
        }
        inbox.put(new Piece.Data(content.content()));
        if (content instanceof LastHttpContent) {
            inbox.put(new Piece.End());
            if (last) {
                // What the decoder holds already comes out of it as bytes.
                context.pipeline().remove(decoder);
            }
        }
    }

    private void malformed(HttpObject object) {
        Throwable cause = object.decoderResult().cause();
        inbox.put(
                switch (cause) {
                    case TooLongHttpLineException e ->
                            new Piece.Malformed(414, "the request line is too long");
                    case TooLongHttpHeaderException e ->
                            new Piece.Malformed(431, "the fields of the request are too long");
                    default -> new Piece.Malformed(400, "this is no request of HTTP/1.1");
                });
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (inbox.readComplete()) {
            read();
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        boolean goodbye =
                tls == null
                        ? event instanceof ChannelInputShutdownEvent
                        : event.equals(SslCloseCompletionEvent.SUCCESS);
        if (goodbye) {
            ended = true;
            inbox.put(new Piece.Eof());
            // Where bytes may follow, the end of input is the end of one way, and no goodbye.
            if (!last) {
                gone.happened();
            }
        } else if (event instanceof ChannelInputShutdownEvent && !ended) {
            // A FIN that TLS did not announce: who sent it is not known, nor what is missing.
            var _ = context.close();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        outbox.changed();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        inbox.put(tls == null || ended ? new Piece.Eof() : new Piece.Truncated());
        outbox.gone();
        gone.happened();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        // A connection reset by its client: it ends, and nobody is to be told more.
        var _ = context.close();
    }
}
