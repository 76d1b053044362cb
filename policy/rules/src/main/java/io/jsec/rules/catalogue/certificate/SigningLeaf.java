package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The certificate of an engine or client may sign others. */
final class SigningLeaf extends CertificateRule {
    SigningLeaf() {
        super(
                card(9, Severity.HIGH)
                        .title("The certificate of an engine or client may sign others")
                        .sees(
                                "The basic constraints of servers and clients; fails where "
                                        + "they make "
                                        + "it an authority.")
                        .why(
                                "Whoever has its key makes certificates for more clients, and "
                                        + "is root "
                                        + "on each host that trusts them.")
                        .fix("Issue it anew with basicConstraints=CA:FALSE.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        return facts.role().isAuthority()
                ? otherRole(facts)
                : Verdict.failIf(facts.authority(), facts.whole(), "is an authority");
    }
}
