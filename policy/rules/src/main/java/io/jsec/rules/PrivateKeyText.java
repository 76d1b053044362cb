package io.jsec.rules;

import java.util.regex.Pattern;

/** Tells private keys that no passphrase protects from other text. */
public final class PrivateKeyText {
    /** RFC 7468, and what OpenSSL and OpenSSH write; the body follows, so that code is none. */
    private static final Pattern PEM =
            Pattern.compile(
                    "(?m)^-----BEGIN (?:RSA |EC |DSA )?PRIVATE KEY-----\\s*?\\R[A-Za-z0-9+/=]{40}");

    /** PROTOCOL.key of OpenSSH: the magic, and {@code none} as the cipher. */
    private static final Pattern OPENSSH =
            Pattern.compile(
                    "(?m)^-----BEGIN OPENSSH PRIVATE KEY-----\\s*?\\R"
                            + "b3BlbnNzaC1rZXktdjEAAAAABG5vbm");

    private static final Pattern PUTTY =
            Pattern.compile("\\APuTTY-User-Key-File-[0-9]: .*\\REncryption: none\\R");

    private PrivateKeyText() {}

    /** Whether a text holds a private key in the clear. */
    public static boolean isIn(String text) {
        return PEM.matcher(text).find()
                || OPENSSH.matcher(text).find()
                || PUTTY.matcher(text).find();
    }
}
