package io.jsec.ca;

/** The secret that locks key files; never printed. */
public final class Passphrase {
    /** The shortest that is accepted for new keys. */
    public static final int CHARS_MIN = 8;

    private final char[] chars;

    /**
     * A secret.
     *
     * @param chars copied; the caller may wipe his own
     */
    public Passphrase(char[] chars) {
        this.chars = chars.clone();
    }

    /** A copy of the characters, which the caller wipes. */
    char[] chars() {
        return chars.clone();
    }

    /** How many characters there are. */
    public int length() {
        return chars.length;
    }

    @Override
    public String toString() {
        return "(a passphrase)";
    }
}
