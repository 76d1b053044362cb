package io.jsec.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.function.IntFunction;

/** Ids of containers: 32 random bytes as 64 hexadecimal digits. */
final class ContainerId {
    private static final int BYTES = 32;

    /** What {@code explain} shows in the place of an id: nothing is made, so nothing has one. */
    static final String PLACEHOLDER = "0".repeat(2 * BYTES);

    private ContainerId() {}

    /**
     * A new id.
     *
     * @param random gives that many bytes; {@code /dev/urandom} for real ones
     */
    static String random(IntFunction<byte[]> random) {
        return HexFormat.of().formatHex(random.apply(BYTES));
    }

    /** Bytes of the kernel's generator: the cheapest source there is, and as good as any. */
    static byte[] urandom(int count) {
        try (InputStream in = Files.newInputStream(Path.of("/dev/urandom"))) {
            return in.readNBytes(count);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
