package io.jsec.ca;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Which change of a file system goes wrong, and how: the process is killed in the middle of it, or
 * the disk refuses it once. Changes are counted from 1.
 */
final class Faults {
    /** What happens at the chosen change. */
    enum Kind {
        /** Nothing: changes are only counted. */
        NONE,
        /** It fails as on a full disk, and the next ones work. */
        REFUSED,
        /** The process ends there: half of it is done, and nothing after it ever is. */
        KILLED
    }

    /** The end of a process. Nobody catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private final Kind kind;
    private final int at;
    private final List<String> seen = new ArrayList<>();
    private boolean dead;

    Faults(Kind kind, int at) {
        this.kind = kind;
        this.at = at;
    }

    /** A change that is about to happen. */
    void change(String what) throws IOException {
        if (dead) {
            throw new Killed();
        }
        seen.add(what);
        if (kind == Kind.NONE || seen.size() != at) {
            return;
        }
        if (kind == Kind.KILLED) {
            dead = true;
            throw new Killed();
        }
        throw new IOException("No space left on device");
    }

    /** Bytes that are about to be written: a kill lets half of them through. */
    void write(String what, ByteBuffer bytes, Half half) throws IOException {
        boolean now = kind == Kind.KILLED && !dead && seen.size() + 1 == at;
        if (now) {
            ByteBuffer part = bytes.duplicate();
            part.limit(part.position() + part.remaining() / 2);
            half.write(part);
        }
        change(what);
    }

    /** Writes the bytes that get through. */
    interface Half {
        void write(ByteBuffer bytes) throws IOException;
    }

    /** Whether the chosen change came. */
    boolean happened() {
        return seen.size() >= at;
    }

    /** The changes so far, for messages. */
    List<String> seen() {
        return List.copyOf(seen);
    }
}
