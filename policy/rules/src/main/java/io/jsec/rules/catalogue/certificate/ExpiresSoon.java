package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.time.Duration;

/** The certificate expires soon. */
final class ExpiresSoon extends CertificateRule {
    private static final Duration NOTICE = Duration.ofDays(30);

    ExpiresSoon() {
        super(
                card(2, Severity.MEDIUM)
                        .title("A certificate expires within 30 days")
                        .sees("The end of its validity; fails within 30 days before it.")
                        .why("The engine cannot be reached any more, on the day nobody expects it.")
                        .fix("Issue it anew.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        boolean valid = !facts.now().isAfter(facts.notAfter());
        boolean soon = facts.now().plus(NOTICE).isAfter(facts.notAfter());
        return Verdict.failIf(
                valid && soon, facts.whole(), "is valid until " + facts.notAfter() + " only");
    }
}
