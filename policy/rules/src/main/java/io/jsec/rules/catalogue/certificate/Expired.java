package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The certificate is not valid now. */
final class Expired extends CertificateRule {
    Expired() {
        super(
                card(1, Severity.HIGH)
                        .title("A certificate is not valid now")
                        .sees("The time of its validity; fails before and after it.")
                        .why(
                                "Connections fail, and whoever has to go on switches "
                                        + "verification off.")
                        .fix("Issue it anew, and let it be renewed before it ends.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        boolean early = facts.now().isBefore(facts.notBefore());
        boolean late = facts.now().isAfter(facts.notAfter());
        String message =
                early
                        ? "is valid from " + facts.notBefore()
                        : "was valid until " + facts.notAfter();
        return Verdict.failIf(early || late, facts.whole(), message);
    }
}
