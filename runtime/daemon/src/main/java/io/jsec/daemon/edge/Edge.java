package io.jsec.daemon.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.DuplexChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.PeerCredentials;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves connections: those handed in, and those of unix sockets of its own. */
public final class Edge implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Edge.class);
    private static final int LOOPS = 2;
    private static final int BACKLOG = 512;
    private static final int READ_BYTES = 64 * 1024;
    private static final int WRITE_LOW_BYTES = 64 * 1024;
    private static final int CLOSING_MILLIS_MAX = 5_000;
    private static final int WRITE_HIGH_BYTES = 256 * 1024;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(
                    LOOPS, new DefaultThreadFactory("edge", true), new LastingEpoll());
    private final EdgeLimits limits;
    private final Handler handler;
    private final Map<String, String> headers;
    private final Room room;
    private final AtomicLong accepted = new AtomicLong();
    private final ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Phaser exchanges = new Phaser(1);

    /**
     * @param headers fields of every answer
     */
    public Edge(EdgeLimits limits, Handler handler, Map<String, String> headers) {
        this.limits = limits;
        this.handler = handler;
        this.headers = Map.copyOf(headers);
        this.room = new Room(limits.connections(), limits.connectionsOfUser());
    }

    /** How many connections are open. */
    public int connections() {
        return room.taken();
    }

    /** How many connections there were, those that are open included. */
    public long accepted() {
        return accepted.get();
    }

    /**
     * Serves what somebody else accepts, until there is no more of it. The calling thread waits.
     */
    public void serve(Connections connections) throws IOException {
        for (var next = connections.accept(); next.isPresent(); next = connections.accept()) {
            Connections.Accepted accepted = next.orElseThrow();
            DuplexChannel channel =
                    accepted.peer().isKnown()
                            ? new EpollDomainSocketChannel(accepted.fd())
                            : new EpollSocketChannel(accepted.fd());
            if (prepare(channel, accepted.peer())) {
                var _ = loops.register(channel);
            } else {
                channel.unsafe().closeForcibly();
            }
        }
    }

    /**
     * Listens on a socket of its own. Its mode is the caller's business.
     *
     * @param path where nothing is
     */
    public void listen(Path path) throws IOException {
        ServerBootstrap server =
                new ServerBootstrap()
                        .group(loops)
                        .channel(EpollServerDomainSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .childHandler(
                                new ChannelInitializer<EpollDomainSocketChannel>() {
                                    @Override
                                    protected void initChannel(EpollDomainSocketChannel channel)
                                            throws IOException {
                                        if (!prepare(channel, peer(channel))) {
                                            var _ = channel.close();
                                        }
                                    }
                                });
        try {
            server.bind(new DomainSocketAddress(path.toString())).sync();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while binding " + path, e);
        }
    }

    private static Peer peer(EpollDomainSocketChannel channel) throws IOException {
        PeerCredentials credentials = channel.peerCredentials();
        List<Long> groups =
                Arrays.stream(credentials.gids()).mapToObj(Integer::toUnsignedLong).toList();
        return new Peer(
                credentials.pid(),
                Integer.toUnsignedLong(credentials.uid()),
                groups.isEmpty() ? Peer.NOBODY : groups.getFirst(),
                groups);
    }

    /**
     * Listens with TLS, until what is returned is closed; connections go on then.
     *
     * @param address of this host, with a port, or 0 for any
     * @throws IOException where it cannot be bound
     */
    public TlsListener listen(TlsServer server, InetSocketAddress address) throws IOException {
        return TlsListener.bind(
                loops,
                address,
                channel -> {
                    configure(channel);
                    open.add(channel);
                    TlsGate.stand(
                            server,
                            channel,
                            (known, tls, client) -> {
                                Peer peer = Peer.of(client);
                                if (enter(known, peer)) {
                                    server.watch(known, client);
                                    serve(known, peer, tls, () -> server.mayAsk(client));
                                } else {
                                    var _ = known.close();
                                }
                            });
                });
    }

    /**
     * Serves whoever connects to a socket, until what is returned is closed, and with it every
     * connection that came by it.
     *
     * @param listener a listening unix stream socket that never waits (O_NONBLOCK), owned by this
     *     edge
     * @param peer who they all are, whatever the kernel says of them
     */
    public AutoCloseable listen(int listener, Peer peer) {
        return SocketListener.over(loops, listener, channel -> prepare(channel, peer));
    }

    /** Ends a listening socket that nobody is served at. */
    public static void drop(int listener) {
        SocketListener.drop(listener);
    }

    /** Prepares a connection; false where there is no room for it. */
    private boolean prepare(DuplexChannel channel, Peer peer) {
        if (!enter(channel, peer)) {
            return false;
        }
        configure(channel);
        serve(channel, peer, null, () -> true);
        return true;
    }

    /** Takes a place. */
    private boolean enter(DuplexChannel channel, Peer peer) {
        String user = peer.label();
        if (!room.tryEnter(user)) {
            LOG.warn(
                    "more than {} connections, or {} of one user: one of {} closed",
                    limits.connections(),
                    limits.connectionsOfUser(),
                    user);
            return false;
        }
        accepted.incrementAndGet();
        channel.closeFuture().addListener(closed -> room.leave(user));
        open.add(channel);
        return true;
    }

    private static void configure(DuplexChannel channel) {
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
        channel.config()
                .setAutoRead(false)
                .setWriteBufferWaterMark(
                        new WriteBufferWaterMark(WRITE_LOW_BYTES, WRITE_HIGH_BYTES))
                .setRecvByteBufAllocator(
                        new FixedRecvByteBufAllocator(READ_BYTES).maxMessagesPerRead(1));
    }

    private void serve(
            DuplexChannel channel, Peer peer, @Nullable SslHandler tls, BooleanSupplier welcome) {
        HttpRequestDecoder decoder =
                new HttpRequestDecoder(
                        new HttpDecoderConfig()
                                .setMaxInitialLineLength(limits.requestLineBytes())
                                .setMaxHeaderSize(limits.headerBytes())
                                .setMaxChunkSize(READ_BYTES)
                                .setChunkedSupported(true));
        channel.pipeline()
                .addLast(
                        decoder,
                        new Connection(
                                channel,
                                decoder,
                                tls,
                                head -> Exchanges.mayHijack(handler, head),
                                connection -> begin(connection, peer, welcome)));
    }

    private void begin(Connection connection, Peer peer, BooleanSupplier welcome) {
        Exchanges served = new Exchanges(connection, peer, limits, handler, headers, welcome);
        exchanges.register();
        Thread.ofVirtual()
                .name("api " + peer.label())
                .start(() -> {
                    try {
                        served.run();
                    } finally {
                        exchanges.arriveAndDeregister();
                    }
                });
    }

    /** Ends every connection, waits a while for whoever serves one, and ends the loops. */
    @Override
    public void close() {
        open.close().awaitUninterruptibly(CLOSING_MILLIS_MAX);
        try {
            exchanges.awaitAdvanceInterruptibly(
                    exchanges.arrive(), CLOSING_MILLIS_MAX, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.warn("{} exchanges go on after the end", exchanges.getUnarrivedParties());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(CLOSING_MILLIS_MAX);
    }
}
