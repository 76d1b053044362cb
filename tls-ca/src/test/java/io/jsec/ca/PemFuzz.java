package io.jsec.ca;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Any text in the place of a file of certificates, lists or keys is read, or refused in words. */
public final class PemFuzz {
    private PemFuzz() {}

    /** What the fuzzer begins with: a chain, a list of revocations and a key. */
    public static List<byte[]> samples() {
        HandClock clock = new HandClock();
        ForgedCa ca = new ForgedCa(clock, Curve.P256);
        X509Certificate leaf = Pem.certificate(ca.leaf().der(), "the leaf");
        Issuer issuer =
                new Issuer(
                        "client-1",
                        Optional.of(Purpose.CLIENT),
                        ca.client,
                        Optional.empty(),
                        Optional.empty());
        Revocation one =
                new Revocation(
                        leaf.getSerialNumber(), clock.instant(), Revocation.Reason.KEY_COMPROMISE);
        byte[] list =
                Crls.of(
                        issuer,
                        ca.signer(ca.clientKey),
                        List.of(one),
                        7,
                        clock.instant(),
                        clock.instant().plus(Duration.ofDays(7)));
        return Damage.texts(
                Pem.of(List.of(leaf, ca.client, ca.root)),
                Pem.block("X509 CRL", list),
                KeyPem.plain(ca.clientKey.getPrivate()));
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.ISO_8859_1);
        read(() -> Pem.certificates(text, "it").forEach(PemFuzz::facts));
        read(() -> CrlFacts.in(text, "it"));
        read(() -> KeyPem.read(data, "it", Optional.empty()));
    }

    private static void facts(X509Certificate certificate) {
        CertificateFacts facts = CertificateFacts.of(certificate);
        String shown = facts.subject() + facts.issuer() + facts.names() + facts.role();
        if (shown.chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
            throw new AssertionError("not safe for a terminal: " + shown);
        }
    }

    private static void read(Runnable reader) {
        try {
            reader.run();
        } catch (CaException refused) {
            if (refused.kind() != CaException.Kind.REFUSED
                    || !String.valueOf(refused.getMessage()).startsWith("it refused: ")) {
                throw new AssertionError("refused without a reason", refused);
            }
        }
    }
}
