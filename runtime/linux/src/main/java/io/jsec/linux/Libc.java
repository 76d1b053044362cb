package io.jsec.linux;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * Where the native methods of a facility come from: the C library this process already runs on.
 *
 * <p>Each facility binds itself when it is first used, so a start pays only for what it calls.
 */
final class Libc {
    private Libc() {}

    /** Binds every native method of {@code facility} by its name. */
    static void bind(Class<?> facility) {
        Native.register(facility, NativeLibrary.getProcess());
    }
}
