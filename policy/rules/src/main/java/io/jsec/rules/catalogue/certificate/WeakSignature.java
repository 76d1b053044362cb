package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.regex.Pattern;

/** The signature is weak. */
final class WeakSignature extends CertificateRule {
    private static final Pattern WEAK = Pattern.compile("(?i)^(?:MD[0-9]|SHA-?1(?![0-9]))");

    WeakSignature() {
        super(
                card(5, Severity.HIGH)
                        .title("A certificate is signed with a broken hash")
                        .sees(
                                "The algorithm of the signature; fails for MD2, MD5 and SHA-1, "
                                        + "but not "
                                        + "where a certificate signs itself.")
                        .why(
                                "A second certificate with the same signature can be made; recent "
                                        + "clients refuse such ones.")
                        .fix("Issue it anew with SHA-256.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        boolean weak = WEAK.matcher(facts.signature()).find() && !facts.selfSigned();
        return Verdict.failIf(weak, facts.whole(), "is signed by " + facts.signature());
    }
}
