package io.jsec.engine;

/** A part of a container's output. */
public final class StreamFrame {
    private final Kind kind;
    private final byte[] data;
    private final long offset;
    private final long lost;

    StreamFrame(Kind kind, byte[] data) {
        this(kind, data, -1, 0);
    }

    /**
     * @param offset of its first byte in all the process wrote; -1 where that is not known
     * @param lost bytes before it that nobody could keep
     */
    StreamFrame(Kind kind, byte[] data, long offset, long lost) {
        this.kind = kind;
        this.data = data;
        this.offset = offset;
        this.lost = lost;
    }

    /** Which stream it is of; the numbers are those of Docker's multiplexed form. */
    public enum Kind {
        /** Standard output, and everything of a terminal. */
        STDOUT(1),
        /** Standard error. */
        STDERR(2),
        /** What the engine has to say: clients show it as an error. */
        SYSTEM(3);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** In Docker's multiplexed form. */
        public int number() {
            return number;
        }
    }

    /** A part; the bytes are not copied. */
    public static StreamFrame of(Kind kind, byte[] data) {
        return new StreamFrame(kind, data);
    }

    /** Which stream it is of. */
    public Kind kind() {
        return kind;
    }

    /** The bytes; not copied. */
    public byte[] data() {
        return data;
    }

    /** Where its first byte is in all the process wrote; -1 where that is not known. */
    long offset() {
        return offset;
    }

    /** Bytes before it that nobody could keep. */
    long lost() {
        return lost;
    }
}
