package io.jsec.linux;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;

/**
 * Asking the kernel who it is.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/uname.2.html">uname(2)</a>
 */
public final class Uname {
    static {
        Libc.bind(Uname.class);
    }

    private static final int FIELD = 65;

    private Uname() {}

    /** Asks the kernel. */
    public static KernelName read() {
        Block block = new Block(FIELD * 6);
        try {
            uname(block.bytes());
        } catch (LastErrorException e) {
            throw new LinuxException("uname", "self", e.getErrorCode());
        }
        return new KernelName(
                block.text(0, FIELD),
                block.text(FIELD, FIELD),
                block.text(FIELD * 2, FIELD),
                block.text(FIELD * 3, FIELD),
                block.text(FIELD * 4, FIELD));
    }

    private static native int uname(ByteBuffer names) throws LastErrorException;
}
