package io.jsec.cli.client;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import javax.net.ssl.SSLSocket;

/** A connection over TLS whose handshake is over. */
final class TlsWire implements Wire {
    private static final int BUFFER_BYTES = 32 * 1024;

    private final SSLSocket socket;
    private final InputStream in;
    private final OutputStream out;

    TlsWire(SSLSocket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
        this.out = socket.getOutputStream();
    }

    @Override
    public InputStream in() {
        return in;
    }

    @Override
    public OutputStream out() {
        return out;
    }

    /** A close_notify, which in TLS 1.3 ends one way (RFC 8446, section 6.1). */
    @Override
    public void endOutput() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
