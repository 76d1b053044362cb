package io.jsec.daemon.edge;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.function.Predicate;

/** A unix socket that somebody else bound, with the connections that came by it. */
final class SocketListener implements AutoCloseable {
    private static final int CLOSING_MILLIS_MAX = 5_000;

    private final Channel channel;

    /** Whoever comes too late is closed. */
    private final ChannelGroup open;

    private SocketListener(Channel channel, ChannelGroup open) {
        this.channel = channel;
        this.open = open;
    }

    /**
     * @param prepare serves a connection; false closes it
     */
    static SocketListener over(
            EventLoopGroup loops, int listener, Predicate<EpollDomainSocketChannel> prepare) {
        ChannelFactory<ServerChannel> adopted =
                () -> new EpollServerDomainSocketChannel(listener, true);
        ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
        ServerBootstrap server =
                new ServerBootstrap()
                        .group(loops)
                        .channelFactory(adopted)
                        .childHandler(
                                new ChannelInitializer<EpollDomainSocketChannel>() {
                                    @Override
                                    protected void initChannel(EpollDomainSocketChannel child) {
                                        open.add(child);
                                        if (!prepare.test(child)) {
                                            var _ = child.close();
                                        }
                                    }
                                });
        return new SocketListener(server.register().channel(), open);
    }

    static void drop(int listener) {
        new EpollServerDomainSocketChannel(listener, true).unsafe().closeForcibly();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly(CLOSING_MILLIS_MAX);
        open.close().awaitUninterruptibly(CLOSING_MILLIS_MAX);
    }
}
