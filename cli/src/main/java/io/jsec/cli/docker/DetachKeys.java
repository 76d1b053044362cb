package io.jsec.cli.docker;

import java.util.ArrayList;
import java.util.List;

/** The keys that leave a container running and its terminal. */
final class DetachKeys {
    private static final String USUAL = "ctrl-p,ctrl-q";
    private static final String CONTROLS = "@abcdefghijklmnopqrstuvwxyz[\\]^_";

    private final byte[] keys;
    private int matched;
    private boolean done;

    private DetachKeys(byte[] keys) {
        this.keys = keys;
    }

    /** Reads {@code ctrl-p,ctrl-q}; nothing is that. */
    static DetachKeys parse(String text) {
        List<Byte> keys = new ArrayList<>();
        for (String key : (text.isEmpty() ? USUAL : text).split(",", -1)) {
            if (key.length() == 1 && key.charAt(0) < 0x80) {
                keys.add((byte) key.charAt(0));
            } else {
                int control =
                        key.startsWith("ctrl-") && key.length() == 6
                                ? CONTROLS.indexOf(Character.toLowerCase(key.charAt(5)))
                                : -1;
                if (control < 0) {
                    throw new DockerException(
                            DockerException.ENGINE, "Invalid escape keys (" + text + ") provided");
                }
                keys.add((byte) control);
            }
        }
        byte[] bytes = new byte[keys.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = keys.get(i);
        }
        return new DetachKeys(bytes);
    }

    /**
     * What of typed bytes goes on: those that may begin the keys are held back until it shows.
     * Nothing after the keys goes on.
     */
    byte[] pass(byte[] typed, int count) {
        byte[] passed = new byte[count + keys.length];
        int length = 0;
        for (int i = 0; i < count; i++) {
            if (typed[i] == keys[matched]) {
                if (++matched == keys.length) {
                    matched = 0;
                    done = true;
                    break;
                }
                continue;
            }
            System.arraycopy(keys, 0, passed, length, matched);
            length += matched;
            matched = 0;
            if (typed[i] == keys[0] && keys.length > 1) {
                matched = 1;
            } else {
                passed[length++] = typed[i];
            }
        }
        return java.util.Arrays.copyOf(passed, length);
    }

    /** Whether the keys were typed. */
    boolean isComplete() {
        return done;
    }
}
