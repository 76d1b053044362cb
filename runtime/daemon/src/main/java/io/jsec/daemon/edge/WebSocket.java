package io.jsec.daemon.edge;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * A connection that carries frames both ways (RFC 6455, 5). Messages have no meaning here: their
 * bytes are a stream, so that none need be held as a whole, and text is not looked at. Pings are
 * answered by whoever reads.
 *
 * <p>There is no half-close: who says goodbye leaves.
 */
public final class WebSocket {
    /** Why it ends, as the protocol numbers it (RFC 6455, 7.4.1). */
    static final int NORMAL = 1000;

    static final int PROTOCOL_ERROR = 1002;

    private static final int CONTINUATION = 0x0;
    private static final int TEXT = 0x1;
    private static final int BINARY = 0x2;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;
    private static final int CONTROL_BYTES_MAX = 125;
    private static final int SHORT_BYTES_MAX = 0xFFFF;

    private final InputStream in;
    private final OutputStream out;
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE)
                    .onUnmappableCharacter(CodingErrorAction.REPLACE);
    private final boolean text;
    private final InputStream input = new Input();
    private final OutputStream output = new Output();
    private final Object lock = new Object();

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private byte[] begun = new byte[0];

    /**
     * @param text whether output is sent as text, for clients that know nothing else: what is no
     *     UTF-8 is replaced
     */
    WebSocket(InputStream in, OutputStream out, boolean text) {
        this.in = in;
        this.out = out;
        this.text = text;
    }

    /**
     * The bytes of all messages, in order. It ends with the client's goodbye, which is answered.
     * One thread reads.
     *
     * <p>Reading fails by {@link GoneException} where the client leaves without a goodbye, or does
     * not keep to the protocol, which it is told.
     */
    public InputStream input() {
        return input;
    }

    /** What the client receives: each write is a message. Its end is a goodbye. */
    public OutputStream output() {
        return output;
    }

    private void send(int opcode, byte[] payload) throws IOException {
        synchronized (lock) {
            if (!closed) {
                closed = opcode == CLOSE;
                out.write(frame(opcode, payload));
            }
        }
    }

    private void goodbye(int code) throws IOException {
        send(CLOSE, ByteBuffer.allocate(Short.BYTES).putShort((short) code).array());
    }

    /** A whole message in one frame; servers do not mask. */
    private static byte[] frame(int opcode, byte[] payload) {
        int length = payload.length;
        ByteBuffer frame = ByteBuffer.allocate(2 + Long.BYTES + length).put((byte) (0x80 | opcode));
        if (length <= CONTROL_BYTES_MAX) {
            frame.put((byte) length);
        } else if (length <= SHORT_BYTES_MAX) {
            frame.put((byte) 126).putShort((short) length);
        } else {
            frame.put((byte) 127).putLong(length);
        }
        byte[] bytes = new byte[frame.put(payload).position()];
        frame.flip().get(bytes);
        return bytes;
    }

    /** The characters that are whole; what is begun waits for its rest. */
    private byte[] characters(byte[] bytes) {
        synchronized (lock) {
            ByteBuffer all = ByteBuffer.allocate(begun.length + bytes.length);
            all.put(begun).put(bytes).flip();
            CharBuffer characters = CharBuffer.allocate(all.remaining());
            decoder.reset().decode(all, characters, false);
            begun = new byte[all.remaining()];
            all.get(begun);
            return characters.flip().toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    private final class Output extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            byte[] payload = java.util.Arrays.copyOfRange(bytes, offset, offset + length);
            if (text) {
                payload = characters(payload);
            }
            if (payload.length > 0) {
                send(text ? TEXT : BINARY, payload);
            }
        }

        @Override
        public void close() throws IOException {
            try {
                goodbye(NORMAL);
            } finally {
                out.close();
            }
        }
    }

    private final class Input extends InputStream {
        private final byte[] mask = new byte[4];
        private long left;
        private int masked;
        private boolean fragmented;
        private boolean ended;

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            while (left == 0 && !ended) {
                next();
            }
            if (ended) {
                return -1;
            }
            int count = in.read(target, offset, (int) Math.min(length, left));
            if (count < 0) {
                throw new GoneException("the client left in the middle of a frame");
            }
            unmask(target, offset, count);
            left -= count;
            return count;
        }

        private void unmask(byte[] bytes, int offset, int length) {
            for (int i = offset; i < offset + length; i++) {
                bytes[i] ^= mask[masked++ & 3];
            }
        }

        /** Reads a frame's head, and all of one that is no message's. */
        private void next() throws IOException {
            int first = in.read();
            if (first < 0) {
                throw new GoneException("the client left without a goodbye");
            }
            int second = octets(1)[0] & 0xFF;
            boolean last = (first & 0x80) != 0;
            int opcode = first & 0x0F;
            if ((first & 0x70) != 0) {
                throw violated("it set a bit of an extension that nobody agreed to");
            }
            if ((second & 0x80) == 0) {
                throw violated("it sent a frame without a mask");
            }
            long length = length(second & 0x7F);
            System.arraycopy(octets(mask.length), 0, mask, 0, mask.length);
            masked = 0;
            switch (opcode) {
                case CONTINUATION, TEXT, BINARY -> {
                    if ((opcode == CONTINUATION) != fragmented) {
                        throw violated("it sent the parts of a message out of order");
                    }
                    fragmented = !last;
                    left = length;
                }
                case CLOSE, PING, PONG -> {
                    if (!last || length > CONTROL_BYTES_MAX) {
                        throw violated("it sent a control frame in parts, or of 126 bytes");
                    }
                    byte[] payload = octets((int) length);
                    unmask(payload, 0, payload.length);
                    control(opcode, payload);
                }
                default -> throw violated("it sent a frame of the unknown kind " + opcode);
            }
        }

        private void control(int opcode, byte[] payload) throws IOException {
            if (opcode == PING) {
                send(PONG, payload);
            } else if (opcode == CLOSE) {
                if (payload.length == 1) {
                    throw violated("it said goodbye with half a code");
                }
                ended = true;
                goodbye(NORMAL);
            }
        }

        private long length(int seven) throws IOException {
            long length =
                    switch (seven) {
                        case 126 -> Short.toUnsignedLong(ByteBuffer.wrap(octets(2)).getShort());
                        case 127 -> ByteBuffer.wrap(octets(8)).getLong();
                        default -> seven;
                    };
            if (length < 0
                    || (seven == 126 && length < 126)
                    || (seven == 127 && length <= SHORT_BYTES_MAX)) {
                throw violated("it sent a length that is negative or not the shortest");
            }
            return length;
        }

        private byte[] octets(int count) throws IOException {
            byte[] bytes = in.readNBytes(count);
            if (bytes.length < count) {
                throw new GoneException("the client left in the middle of a frame");
            }
            return bytes;
        }

        private GoneException violated(String why) throws IOException {
            ended = true;
            goodbye(PROTOCOL_ERROR);
            return new GoneException("the client does not speak WebSocket: " + why);
        }
    }
}
