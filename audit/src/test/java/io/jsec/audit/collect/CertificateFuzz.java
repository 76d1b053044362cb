package io.jsec.audit.collect;

import io.jsec.rules.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Any file of certificates is read or refused, and so is all that is asked of each of them. */
public final class CertificateFuzz {
    private CertificateFuzz() {}

    /** What the fuzzer begins with. */
    public static List<byte[]> samples() {
        List<byte[]> samples = new ArrayList<>();
        for (String name : List.of("ca.pem", "server.pem", "client.pem")) {
            samples.add(resource(name));
        }
        return samples;
    }

    private static byte[] resource(String name) {
        try (InputStream in = CertificateFuzz.class.getResourceAsStream("/certificates/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        SourceLocation at = SourceLocation.whole("cert.pem");
        try {
            String text = new String(data, StandardCharsets.ISO_8859_1);
            for (X509Certificate each : CertificateReader.read(text)) {
                CertificateReader.bits(each.getPublicKey(), at);
                CertificateReader.usages(each, at);
                CertificateReader.names(each);
                CertificateReader.isAuthority(each);
                CertificateReader.isSignedBy(each, each);
            }
        } catch (IOException refused) {
            if (String.valueOf(refused.getMessage()).isBlank()) {
                throw new AssertionError("refused without a reason", refused);
            }
        }
    }
}
