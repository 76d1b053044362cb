package io.jsec.image;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Bytes that begin as a program does, for tests that need no real one. */
final class FakeProgram {
    private static final int BYTES = 1000;

    private FakeProgram() {}

    /** An ELF head for this machine number, then bytes that depend on the seed. */
    static byte[] bytes(int machine, int seed) {
        byte[] bytes = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            bytes[i] = (byte) (i * 31 + seed);
        }
        System.arraycopy(new byte[] {0x7f, 'E', 'L', 'F'}, 0, bytes, 0, 4);
        bytes[18] = (byte) machine;
        bytes[19] = 0;
        return bytes;
    }

    static Path in(Path folder, int seed) {
        return in(folder, bytes(62, seed));
    }

    static Path in(Path folder, byte[] bytes) {
        try {
            return Files.write(folder.resolve("jsec-probe"), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
