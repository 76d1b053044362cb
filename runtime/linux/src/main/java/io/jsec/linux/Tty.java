package io.jsec.linux;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Terminals behind descriptors of this process.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/TIOCGWINSZ.2const.html">TIOCGWINSZ</a>
 */
public final class Tty {
    static {
        Libc.bind(Tty.class);
    }

    private static final long TIOCGWINSZ = 0x5413;
    private static final int BYTES = 8;

    private Tty() {}

    /**
     * The size of a terminal's window.
     *
     * @return empty where the descriptor is no terminal, or one that nobody told its size
     */
    public static Optional<WindowSize> size(int descriptor) {
        Block block = new Block(BYTES);
        try {
            ioctl(descriptor, TIOCGWINSZ, block.bytes());
        } catch (LastErrorException e) {
            return Optional.empty();
        }
        int rows = Short.toUnsignedInt(block.bytes().getShort(0));
        int columns = Short.toUnsignedInt(block.bytes().getShort(2));
        return rows > 0 && columns > 0
                ? Optional.of(new WindowSize(rows, columns))
                : Optional.empty();
    }

    private static native int ioctl(int descriptor, long request, ByteBuffer size)
            throws LastErrorException;
}
