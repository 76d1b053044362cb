package io.jsec.cli;

import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Ids of containers: 32 random bytes as 64 hexadecimal digits. */
final class ContainerId {
    private static final int BYTES = 32;

    /** What {@code explain} shows in the place of an id: nothing is made, so nothing has one. */
    static final String PLACEHOLDER = "0".repeat(2 * BYTES);

    private ContainerId() {}

    /** A new id. */
    static String random(RandomGenerator random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
