package io.jsec.ca;

import java.security.PublicKey;
import java.util.Base64;
import java.util.List;

/** Any bytes in the place of a signing request give a key on a curve, or a refusal in words. */
public final class RequestFuzz {
    private static final String REQUEST =
            """
            MIHJMHICAQAwEDEOMAwGA1UEAwwFYWxpY2UwWTATBgcqhkjOPQIBBggqhkjOPQMB
            BwNCAASui3L1DjAd0zakaikMmKzkeVLwZZoHMHVbXzW111QMLaPC+ZyEslHJRF/3
            nVfZvfhBGUhMFpW5I8ImlCzsEPTkoAAwCgYIKoZIzj0EAwIDRwAwRAIgAtSJqtiU
            7XYrUclkIPvlyQ3FmYphvXqlGpedrGcmVQoCIGD0j7PzwqwBdBquL37yrx0VO4jd
            f7tPHVdVUlS4t4B6
            """;

    private RequestFuzz() {}

    /** What the fuzzer begins with: a request that openssl made, for a key on P-256. */
    public static List<byte[]> samples() {
        return List.of(Base64.getMimeDecoder().decode(REQUEST));
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            PublicKey key = SigningRequest.key(Pem.block("CERTIFICATE REQUEST", data), "it");
            if (Curve.of(key).isEmpty() || data.length > SigningRequest.BYTES_MAX) {
                throw new AssertionError("a key of " + key.getAlgorithm());
            }
        } catch (CaException refused) {
            if (refused.kind() != CaException.Kind.REFUSED
                    || !String.valueOf(refused.getMessage()).startsWith("it refused: ")) {
                throw new AssertionError("refused without a reason", refused);
            }
        }
    }
}
