package io.jsec.ca;

import java.util.Arrays;
import java.util.List;

/**
 * Any bytes in the place of a client's certificate, with the true issuer behind it, are refused
 * with a reason: nothing is let in but what was signed. The certificates are other ones in each
 * process.
 */
public final class ChainFuzz {
    private static final HandClock CLOCK = new HandClock();
    private static final ForgedCa CA = new ForgedCa(CLOCK, Curve.P256);
    private static final byte[] LEAF = CA.leaf().der();
    private static final Validator VALIDATOR = new Validator(Trust.of(List.of(CA.root)));

    private ChainFuzz() {}

    /** What the fuzzer begins with: a client's certificate, and an issuer's in its place. */
    public static List<byte[]> samples() {
        return List.of(LEAF.clone(), Pem.der(CA.client));
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        Verdict verdict =
                VALIDATOR.validate(
                        List.of(data, Pem.der(CA.client)), Purpose.CLIENT, CLOCK.instant());
        switch (verdict) {
            case Verdict.Accepted accepted -> {
                if (!signed(data)) {
                    throw new AssertionError("let in: " + accepted.identity().name());
                }
            }
            case Verdict.Refused refused -> {
                if (!refused.sentence().startsWith(refused.reason().word() + ": ")
                        || refused.sentence().chars().anyMatch(c -> c < 0x20 || c > 0x7e)) {
                    throw new AssertionError("no reason: " + refused.sentence());
                }
            }
        }
    }

    /** Whether it says what the signed one says; a signature has a second form that is right. */
    private static boolean signed(byte[] data) {
        try {
            return Arrays.equals(said(data), said(LEAF));
        } catch (java.security.cert.CertificateException e) {
            throw new AssertionError("what was let in is no certificate", e);
        }
    }

    private static byte[] said(byte[] der) throws java.security.cert.CertificateException {
        return Pem.certificate(der, "it").getTBSCertificate();
    }
}
