package io.jsec.linux;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Native memory with a known address, for structures that hold pointers. It lives as long as this
 * object; not for use by two threads.
 */
final class Block {
    private final ByteBuffer bytes;
    private final long address;

    Block(int size) {
        bytes = ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
        address = Pointer.nativeValue(Native.getDirectBufferPointer(bytes));
    }

    /** The memory, in the machine's byte order; use absolute positions. */
    ByteBuffer bytes() {
        return bytes;
    }

    /**
     * The address of a byte, for a pointer inside this same block. Calls get {@link #bytes} itself,
     * which keeps the memory alive until they return.
     */
    long address(int offset) {
        return address + offset;
    }

    int size() {
        return bytes.capacity();
    }

    /** Bytes up to a NUL, at most {@code max}. */
    String text(int offset, int max) {
        int end = offset;
        while (end < offset + max && bytes.get(end) != 0) {
            end++;
        }
        byte[] value = new byte[end - offset];
        bytes.get(offset, value);
        return new String(value, StandardCharsets.UTF_8);
    }
}
