package io.jsec.launch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * One message of the launcher's control socket, as written on it: 112 bytes little endian, then
 * text. u32 magic, u16 version, u16 op, u64 seq, i32 a, i32 b, u64 c, u8 id[64], u32 bytes of text,
 * u32 0, u64 0.
 *
 * @param op what it says
 * @param seq of the request, echoed by its replies; 0 for events
 * @param a first number, its meaning the op's
 * @param b second number
 * @param c third number
 * @param id of a container, 64 hexadecimal digits; or empty
 * @param text at most {@link #TEXT_BYTES_MAX} bytes
 */
record ControlMessage(ControlOp op, long seq, int a, int b, long c, String id, String text) {
    static final int MAGIC = 0x314c534a;
    static final int VERSION = 1;
    static final int HEADER_BYTES = 112;
    static final int TEXT_BYTES_MAX = 4096;
    static final int BYTES_MAX = HEADER_BYTES + TEXT_BYTES_MAX;

    private static final int ID_BYTES = 64;
    private static final int ID_AT = 32;

    /** The id is none or a whole one. */
    ControlMessage {
        if (!id.isEmpty() && !isId(id.getBytes(StandardCharsets.ISO_8859_1))) {
            throw new IllegalArgumentException("not a container's id: " + id);
        }
    }

    static ControlMessage request(ControlOp op, long seq) {
        return new ControlMessage(op, seq, 0, 0, 0, "", "");
    }

    ControlMessage to(String container) {
        return new ControlMessage(op, seq, a, b, c, container, text);
    }

    ControlMessage with(int first, int second) {
        return new ControlMessage(op, seq, first, second, c, id, text);
    }

    ControlMessage at(long offset) {
        return new ControlMessage(op, seq, a, b, offset, id, text);
    }

    byte[] encode() {
        byte[] words = text.getBytes(StandardCharsets.UTF_8);
        if (words.length > TEXT_BYTES_MAX) {
            throw new IllegalArgumentException(words.length + " bytes of text");
        }
        ByteBuffer bytes = ByteBuffer.allocate(HEADER_BYTES + words.length);
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(MAGIC).putShort((short) VERSION).putShort((short) op.number());
        bytes.putLong(seq).putInt(a).putInt(b).putLong(c);
        bytes.put(id.getBytes(StandardCharsets.ISO_8859_1));
        bytes.position(ID_AT + ID_BYTES);
        bytes.putInt(words.length).putInt(0).putLong(0).put(words);
        return bytes.array();
    }

    /**
     * Reads a message.
     *
     * @throws LauncherException for bytes that are none
     */
    static ControlMessage decode(byte[] message) {
        ByteBuffer bytes = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        check(message.length >= HEADER_BYTES, "it is shorter than a header");
        check(bytes.getInt() == MAGIC, "its magic is another");
        check(bytes.getShort() == VERSION, "its version is another");
        int number = Short.toUnsignedInt(bytes.getShort());
        ControlOp op = ControlOp.of(number).orElse(null);
        check(op != null, "its op " + number + " is unknown");
        long seq = bytes.getLong();
        int a = bytes.getInt();
        int b = bytes.getInt();
        long c = bytes.getLong();
        byte[] id = new byte[ID_BYTES];
        bytes.get(id);
        boolean none = isZero(id);
        check(none || isId(id), "its id is none");
        int length = bytes.getInt();
        check(bytes.getInt() == 0 && bytes.getLong() == 0, "reserved bytes are set");
        check(length == bytes.remaining() && length <= TEXT_BYTES_MAX, "its length is wrong");
        String text = new String(message, HEADER_BYTES, length, StandardCharsets.UTF_8);
        String name = none ? "" : new String(id, StandardCharsets.ISO_8859_1);
        return new ControlMessage(Objects.requireNonNull(op), seq, a, b, c, name, text);
    }

    private static void check(boolean holds, String why) {
        if (!holds) {
            throw new LauncherException(
                    "a message of the launcher is malformed: "
                            + why
                            + "; are both of one version?");
        }
    }

    private static boolean isZero(byte[] id) {
        for (byte letter : id) {
            if (letter != 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isId(byte[] id) {
        if (id.length != ID_BYTES) {
            return false;
        }
        for (byte letter : id) {
            if (!(letter >= '0' && letter <= '9') && !(letter >= 'a' && letter <= 'f')) {
                return false;
            }
        }
        return true;
    }
}
