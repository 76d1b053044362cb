package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.time.Duration;

/** The certificate is valid for long. */
final class LongLived extends CertificateRule {
    private static final Duration LONGEST = Duration.ofDays(398);

    LongLived() {
        super(
                card(3, Severity.LOW)
                        .title("A certificate is valid for more than a year")
                        .sees(
                                "The length of the validity of servers and clients; fails "
                                        + "above 398 "
                                        + "days.")
                        .why(
                                "Engines do not look at lists of what was revoked; a stolen key is "
                                        + "good until the end.")
                        .fix("Issue certificates of weeks or months, and renew them by a timer.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        if (facts.role().isAuthority()) {
            return otherRole(facts);
        }
        Duration validity = Duration.between(facts.notBefore(), facts.notAfter());
        return Verdict.failIf(
                validity.compareTo(LONGEST) > 0,
                facts.whole(),
                "is valid for " + validity.toDays() + " days");
    }
}
