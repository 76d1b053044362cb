package io.jsec.engine;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Where a run's output stands in its log: a small file, mapped, so that to write it costs nothing
 * and it outlives a killed engine. The next engine takes back what stands behind the mark, and
 * reads the output on from it: no line is lost, and none is told twice.
 */
final class LogMark {
    /** Two states and which of them holds: a kill between two stores leaves the older one. */
    private static final int STATE_BYTES = 6 * Long.BYTES;

    private static final int BYTES = Long.BYTES + 2 * STATE_BYTES;

    private final Path file;

    @GuardedBy("this")
    private @Nullable MappedByteBuffer mapped;

    LogMark(Path file) {
        this.file = file;
    }

    /**
     * @param stdout in all the process wrote: every byte of its output before this one is in the
     *     log
     * @param stderr likewise, of its errors
     * @param dropped bytes that were lost, in all runs
     * @param told those of them of this run that the launcher has told of
     * @param place where the log ended
     */
    record State(long stdout, long stderr, long dropped, long told, LogFiles.Place place) {
        static final State NONE = new State(0, 0, 0, 0, LogFiles.Place.UNKNOWN);

        /** From here on there is something that the log does not have. */
        long first() {
            return Math.min(stdout, stderr);
        }
    }

    /** A file that cannot be written costs repeated lines, and nothing else. */
    synchronized void write(State state) {
        MappedByteBuffer to = open();
        if (to == null) {
            return;
        }
        try {
            put(to, state);
        } catch (InternalError e) {
            // So the JDK tells a page that the file system did not give: where a page is written
            // anew for each change, one that was there may have no room, by a quota or a full disk.
            mapped = null;
        }
    }

    private static void put(MappedByteBuffer to, State state) {
        long turn = 1 - (to.getLong(0) & 1);
        ByteBuffer at = to.slice((int) (Long.BYTES + turn * STATE_BYTES), STATE_BYTES);
        at.putLong(state.stdout()).putLong(state.stderr());
        at.putLong(state.dropped()).putLong(state.told());
        at.putLong(state.place().inode()).putLong(state.place().bytes());
        VarHandle.releaseFence();
        to.putLong(0, turn);
    }

    /** {@link State#NONE} where nothing is known. */
    synchronized State read() {
        MappedByteBuffer from = open();
        if (from == null) {
            return State.NONE;
        }
        try {
            return state(from);
        } catch (InternalError e) {
            mapped = null;
            return State.NONE;
        }
    }

    private static State state(MappedByteBuffer from) {
        long turn = from.getLong(0) & 1;
        ByteBuffer at = from.slice((int) (Long.BYTES + turn * STATE_BYTES), STATE_BYTES);
        return new State(
                Math.max(0, at.getLong()),
                Math.max(0, at.getLong()),
                Math.max(0, at.getLong()),
                Math.max(0, at.getLong()),
                new LogFiles.Place(at.getLong(), at.getLong()));
    }

    @GuardedBy("this")
    private @Nullable MappedByteBuffer open() {
        if (mapped == null) {
            try (FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE)) {
                if (channel.size() < BYTES) {
                    // Its room is taken now: a full disk is an error here, and a signal later.
                    channel.write(ByteBuffer.allocate(BYTES), 0);
                }
                mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, BYTES);
            } catch (IOException e) {
                return null;
            }
        }
        return mapped;
    }

    synchronized void close() {
        mapped = null;
    }
}
