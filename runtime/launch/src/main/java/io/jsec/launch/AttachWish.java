package io.jsec.launch;

/**
 * How a client wants to be attached to a container's streams.
 *
 * @param start where in the container's output it begins
 * @param waits whether the container waits while this client does not read; else it loses what the
 *     launcher's spool cannot hold, and only it does
 * @param input whether it writes the container's input
 */
public record AttachWish(Start start, boolean waits, Input input) {
    /** From where nobody took it on, without loss, with input: a terminal's user. */
    public static final AttachWish FOREGROUND =
            new AttachWish(new Start.Untaken(), true, Input.SHARED);

    /** A place in all the container wrote to both streams, counted in bytes. */
    public sealed interface Start {
        /** Where no attached client has been yet. */
        record Untaken() implements Start {}

        /** What is written from now on. */
        record Now() implements Start {}

        /**
         * A byte, or the first after it that is still kept: 0 for all there is.
         *
         * @param offset from the container's start
         */
        record At(long offset) implements Start {
            /** Not before the start. */
            public At {
                if (offset < 0) {
                    throw new IllegalArgumentException("offset " + offset);
                }
            }
        }
    }

    /**
     * Who writes a container's input. It ends when the last client that could write it has ended
     * its own.
     */
    public enum Input {
        /** This one does not. */
        NONE(0),
        /** This one too; leaving is no end. */
        SHARED(2),
        /** This one too; leaving is an end, as Docker's StdinOnce has it. */
        ONCE(6);

        private final int flags;

        Input(int flags) {
            this.flags = flags;
        }
    }

    private static final int WAITS = 1;

    int flags() {
        return (waits ? WAITS : 0) | input.flags;
    }

    int from() {
        return switch (start) {
            case Start.Untaken _ -> 0;
            case Start.Now _ -> 1;
            case Start.At _ -> 2;
        };
    }

    long offset() {
        return switch (start) {
            case Start.Untaken _, Start.Now _ -> 0;
            case Start.At at -> at.offset();
        };
    }
}
