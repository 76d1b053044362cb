package io.jsec.ca;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Any text in the place of a token is one, and the same written again, or refused in words. */
public final class TokenFuzz {
    private TokenFuzz() {}

    /** What the fuzzer begins with: a token as printed, and as a terminal broke it. */
    public static List<byte[]> samples() {
        String text =
                new TokenText(
                                "0123abcd",
                                "5e".repeat(32),
                                new TokenText.Secret(
                                        "twenty bytes of noise"
                                                .substring(1)
                                                .getBytes(StandardCharsets.US_ASCII)))
                        .text();
        return Damage.texts(text, text.substring(0, 40) + "\n  " + text.substring(40) + "\r\n");
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            TokenText token = TokenText.parse(new String(data, StandardCharsets.ISO_8859_1));
            if (!TokenText.parse(token.text()).equals(token)) {
                throw new AssertionError("another token when it is written again");
            }
        } catch (CaException refused) {
            if (refused.kind() != CaException.Kind.REFUSED
                    || !String.valueOf(refused.getMessage()).startsWith("the token refused: ")) {
                throw new AssertionError("refused without a reason", refused);
            }
        }
    }
}
