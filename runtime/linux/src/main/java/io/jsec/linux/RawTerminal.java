package io.jsec.linux;

import com.sun.jna.LastErrorException;
import java.nio.ByteBuffer;

/**
 * A terminal whose keys reach the program one by one, as they are typed: no echo, no editing of
 * lines, no signals. It is as before after {@link #close}, and at the end of the process.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/TCSETS.2const.html">TCSETS</a>
 */
public final class RawTerminal implements AutoCloseable {
    static {
        Libc.bind(RawTerminal.class);
    }

    private static final long TCGETS = 0x5401;

    /** At once, and without losing what was typed already. */
    private static final long TCSETS = 0x5402;

    /** struct termios of the kernel: four words, the line discipline, 19 characters. */
    private static final int BYTES = 36;

    private static final int INPUT_AT = 0;
    private static final int OUTPUT_AT = 4;
    private static final int CONTROL_AT = 8;
    private static final int LOCAL_AT = 12;
    private static final int TIME_AT = 17 + 5;
    private static final int LEAST_AT = 17 + 6;

    private static final int IGNBRK = 0x1;
    private static final int BRKINT = 0x2;
    private static final int PARMRK = 0x8;
    private static final int ISTRIP = 0x20;
    private static final int INLCR = 0x40;
    private static final int IGNCR = 0x80;
    private static final int ICRNL = 0x100;
    private static final int IXON = 0x400;
    private static final int OPOST = 0x1;
    private static final int CSIZE = 0x30;
    private static final int PARENB = 0x100;
    private static final int CS8 = 0x30;
    private static final int ISIG = 0x1;
    private static final int ICANON = 0x2;
    private static final int ECHO = 0x8;
    private static final int ECHONL = 0x40;
    private static final int IEXTEN = 0x8000;

    private static final int NOBODY = -1;

    private final int descriptor;
    private final byte[] before;
    private boolean restored;

    private RawTerminal(int descriptor, byte[] before) {
        this.descriptor = descriptor;
        this.before = before.clone();
    }

    /** No terminal: closing it does nothing. */
    public static RawTerminal none() {
        return new RawTerminal(NOBODY, new byte[0]);
    }

    /**
     * Makes a terminal raw.
     *
     * @param descriptor of this process; it stays open
     * @throws LinuxException ENOTTY EIO
     */
    public static RawTerminal enter(int descriptor) {
        Block block = new Block(BYTES);
        try {
            ioctl(descriptor, TCGETS, block.bytes());
            byte[] before = new byte[BYTES];
            block.bytes().get(0, before);
            RawTerminal terminal = new RawTerminal(descriptor, before);
            ProcessEnd.before("terminal", terminal::close);
            raw(block.bytes());
            ioctl(descriptor, TCSETS, block.bytes());
            return terminal;
        } catch (LastErrorException e) {
            throw new LinuxException("ioctl", "fd " + descriptor, e.getErrorCode());
        }
    }

    /** The settings of cfmakeraw(3), with reads that wait for one byte. */
    static void raw(ByteBuffer settings) {
        clear(settings, INPUT_AT, IGNBRK | BRKINT | PARMRK | ISTRIP | INLCR | IGNCR | ICRNL | IXON);
        clear(settings, OUTPUT_AT, OPOST);
        clear(settings, CONTROL_AT, CSIZE | PARENB);
        settings.putInt(CONTROL_AT, settings.getInt(CONTROL_AT) | CS8);
        clear(settings, LOCAL_AT, ECHO | ECHONL | ICANON | ISIG | IEXTEN);
        settings.put(TIME_AT, (byte) 0);
        settings.put(LEAST_AT, (byte) 1);
    }

    private static void clear(ByteBuffer settings, int at, int bits) {
        settings.putInt(at, settings.getInt(at) & ~bits);
    }

    @Override
    public synchronized void close() {
        if (descriptor == NOBODY || restored) {
            return;
        }
        restored = true;
        Block block = new Block(BYTES);
        block.bytes().put(0, before);
        try {
            ioctl(descriptor, TCSETS, block.bytes());
        } catch (LastErrorException e) {
            // The terminal is gone: there is nothing left that could be as before.
            assert e.getErrorCode() != 0;
        }
    }

    private static native int ioctl(int descriptor, long request, ByteBuffer settings)
            throws LastErrorException;
}
