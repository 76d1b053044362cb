package io.jsec.linux;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;

/**
 * Limits of this process.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/getrlimit.2.html">getrlimit(2)</a>
 */
public final class Rlimits {
    static {
        Libc.bind(Rlimits.class);
    }

    private Rlimits() {}

    /** Asks the kernel for this process's limit. */
    public static Rlimit of(Resource resource) {
        Block block = new Block(16);
        try {
            getrlimit(resource.number(), block.bytes());
        } catch (LastErrorException e) {
            throw new LinuxException("getrlimit", resource.name(), e.getErrorCode());
        }
        return new Rlimit(resource, block.bytes().getLong(0), block.bytes().getLong(8));
    }

    private static native int getrlimit(int resource, ByteBuffer limit) throws LastErrorException;
}
