package io.jsec.engine;

import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** Finds the keys that end a session in what is typed; what only began like them goes through. */
final class DetachKeys {
    /** Docker's own. */
    static final String DEFAULT = "ctrl-p,ctrl-q";

    private static final String CONTROLS = "@abcdefghijklmnopqrstuvwxyz[\\]^_";

    private final byte[] keys;
    private int matched;

    private DetachKeys(byte[] keys) {
        this.keys = keys;
    }

    /**
     * {@code ctrl-p,ctrl-q}, letters, or {@code ctrl-} and one of a-z @ [ \ ] ^ _.
     *
     * @throws EngineException in dockerd's words
     */
    static DetachKeys parse(String text) {
        ByteArrayOutputStream keys = new ByteArrayOutputStream();
        for (String key : (text.isEmpty() ? DEFAULT : text).split(",", -1)) {
            keys.write(key(text, key));
        }
        return new DetachKeys(keys.toByteArray());
    }

    private static int key(String text, String key) {
        if (key.length() == 1 && key.charAt(0) < 0x80) {
            return key.charAt(0);
        }
        String lower = key.toLowerCase(Locale.ROOT);
        int control =
                lower.startsWith("ctrl-") && lower.length() == 6
                        ? CONTROLS.indexOf(lower.charAt(5))
                        : -1;
        if (control < 0) {
            throw EngineException.badParameter(
                    "Invalid detach keys ("
                            + text
                            + ") provided: Unknown character: '"
                            + key
                            + "'");
        }
        return control;
    }

    /**
     * Takes what was typed.
     *
     * @return what goes on to the process
     */
    byte[] filter(byte[] input, int offset, int length) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(length);
        for (int i = offset; i < offset + length && !found(); i++) {
            if (input[i] == keys[matched]) {
                matched++;
            } else {
                out.write(keys, 0, matched);
                matched = 0;
                if (input[i] == keys[0]) {
                    matched = 1;
                } else {
                    out.write(input[i]);
                }
            }
        }
        return out.toByteArray();
    }

    /** Whether all of them were typed. */
    boolean found() {
        return matched == keys.length;
    }
}
