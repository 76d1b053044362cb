package io.jsec.ca;

import java.util.Base64;
import java.util.List;

/** Any bytes of a peer are taken apart or refused with a reason, and what is taken apart is DER. */
public final class ParsedFuzz {
    private static final String CERTIFICATE =
            """
            MIIBwTCCAWegAwIBAgIUCb+D7cbH73k2MweHtziC7TCNGLEwCgYIKoZIzj0EAwIw
            DDEKMAgGA1UEAwwBYTAeFw0yNjExMjkyMTQxNDRaFw0zNjExMjYyMTQxNDRaMAwx
            CjAIBgNVBAMMAWEwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAARD+Z7oxFkgrZPt
            LEWg58L5RGZjYV1Ih2LzwGbTxqrc7DdHHTriNDBwAiIyjbTjA/oo9kl+6NlM/JTj
            uZQMUBfYo4GmMIGjMB0GA1UdDgQWBBT8UuvKTNzJbC39Z15UoknB37OM+TAfBgNV
            HSMEGDAWgBT8UuvKTNzJbC39Z15UoknB37OM+TASBgNVHRMBAf8ECDAGAQH/AgEA
            MA4GA1UdDwEB/wQEAwICBDAoBgNVHREEITAfgglhLmV4YW1wbGWHBH8AAAGGDHNw
            aWZmZTovL3gveTATBgNVHSUEDDAKBggrBgEFBQcDAjAKBggqhkjOPQQDAgNIADBF
            AiB91hmhuQFEPBDyLFQBme5dRJiXih9eJj4/IaaJAAChqwIhAJKSfgzYtJ+E07Np
            wlLwwcmKJEuo9WhkaIZzWTLTe6pN
            """;
    private static final List<byte[]> SAMPLES =
            List.of(Base64.getMimeDecoder().decode(CERTIFICATE));

    private ParsedFuzz() {}

    /** What the fuzzer begins with: a certificate of a key on P-256 with the usual extensions. */
    public static List<byte[]> samples() {
        return SAMPLES;
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            Parsed parsed = Parsed.of(data);
            if (data.length > Parsed.BYTES_MAX || !parsed.key().getAlgorithm().startsWith("EC")) {
                throw new AssertionError("a key of " + parsed.key().getAlgorithm());
            }
        } catch (Refusal refused) {
            if (String.valueOf(refused.getMessage()).isBlank()) {
                throw new AssertionError("refused without a reason", refused);
            }
        }
    }
}
