package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.Fact;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The key is too short. */
final class WeakKey extends CertificateRule {
    private static final int RSA_BITS_MIN = 2048;
    private static final int EC_BITS_MIN = 256;

    WeakKey() {
        super(
                card(4, Severity.HIGH)
                        .title("A certificate has a weak key")
                        .sees(
                                "Algorithm and size of the key; fails for RSA below 2048 bits, EC "
                                        + "below 256 bits, and DSA.")
                        .why(
                                "The key can be found by computing, and with it the engine is "
                                        + "taken "
                                        + "over.")
                        .fix("Issue it anew with a key of EC P-256, Ed25519 or RSA with 3072 bits.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        if (facts.bits() instanceof Fact.Unknown<Integer>(String why)) {
            return new Verdict.Unknown(why);
        }
        int bits = facts.bits().orElse(Integer.MAX_VALUE);
        boolean weak =
                switch (facts.algorithm()) {
                    case "RSA" -> bits < RSA_BITS_MIN;
                    case "EC" -> bits < EC_BITS_MIN;
                    case "DSA" -> true;
                    default -> false;
                };
        String size = bits == Integer.MAX_VALUE ? "" : " with " + bits + " bits";
        return Verdict.failIf(weak, facts.whole(), "has a key of " + facts.algorithm() + size);
    }
}
