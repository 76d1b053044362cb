package io.jsec.daemon.edge;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A client that sends what it is told, right or wrong. */
final class RawClient implements AutoCloseable {
    private final SocketChannel channel;

    RawClient(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    RawClient send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
        return this;
    }

    /** Ends what it sends. */
    RawClient end() throws IOException {
        channel.shutdownOutput();
        return this;
    }

    /** Everything until the server closes its half. */
    String rest() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(65_536);
        while (channel.read(buffer) >= 0) {
            bytes.write(buffer.array(), 0, buffer.position());
            buffer.clear();
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }

    /** Bytes up to and with a text. */
    String until(String end) throws IOException {
        StringBuilder text = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (text.indexOf(end) < 0) {
            one.clear();
            if (channel.read(one) < 0) {
                throw new IOException("closed after: " + text);
            }
            text.append((char) Byte.toUnsignedInt(one.get(0)));
        }
        return text.toString();
    }

    /** The head of an answer. */
    String head() throws IOException {
        return until("\r\n\r\n");
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
