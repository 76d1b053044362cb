package io.jsec.daemon.edge;

import io.jsec.daemon.tls.ClientTrust;
import io.jsec.daemon.tls.ServerCredentials;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;

/** One certificate of the server, ready for handshakes. */
final class TlsContext {
    /** A chain of ours has less than four. */
    private static final int CHAIN_BYTES_MAX = 16 * 1024;

    private static final int CLOSE_NOTIFY_MILLIS_MAX = 1_000;
    private static final String[] GROUPS = {"X25519MLKEM768", "x25519", "P-256"};
    private static final String[] JDK_GROUPS = {"x25519", "secp256r1"};

    private final TlsSettings settings;
    private final SslContext context;

    /**
     * @throws SSLException where the library cannot use these credentials
     */
    TlsContext(TlsSettings settings, ServerCredentials credentials, ClientTrust trust)
            throws SSLException {
        this.settings = settings;
        SslContextBuilder builder =
                SslContextBuilder.forServer(credentials.key(), credentials.chain())
                        .sslProvider(settings.library().provider())
                        .protocols(settings.protocols())
                        .ciphers(settings.ciphers())
                        .clientAuth(ClientAuth.REQUIRE)
                        .trustManager(
                                trust.manager(refused -> Alerts.of(settings.library(), refused)));
        if (settings.library() == TlsLibrary.BORINGSSL) {
            builder.option(OpenSslContextOption.GROUPS, GROUPS)
                    .option(OpenSslContextOption.MAX_CERTIFICATE_LIST_BYTES, CHAIN_BYTES_MAX);
        }
        this.context = builder.build();
    }

    /** The TLS of one connection. */
    SslHandler handler(ByteBufAllocator allocator) {
        SslHandler handler = context.newHandler(allocator);
        SSLEngine engine = handler.engine();
        if (settings.library() == TlsLibrary.JDK) {
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setNamedGroups(JDK_GROUPS);
            engine.setSSLParameters(parameters);
        }
        HalfClose.prepare(engine);
        handler.setHandshakeTimeout(
                settings.limits().handshake().toMillis(), TimeUnit.MILLISECONDS);
        handler.setCloseNotifyFlushTimeoutMillis(CLOSE_NOTIFY_MILLIS_MAX);
        return handler;
    }

    /** Lets go of it; connections that were made by it keep what they need. */
    void release() {
        ReferenceCountUtil.release(context);
    }
}
