package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The certificate of an engine or client is signed by itself. */
final class SelfSigned extends CertificateRule {
    SelfSigned() {
        super(
                card(10, Severity.MEDIUM)
                        .title("The certificate of an engine or client is signed by itself")
                        .sees(
                                "The signature of servers and clients; fails where it was made by "
                                        + "their own key.")
                        .why(
                                "It can be trusted one by one only, so that it is never "
                                        + "replaced, or "
                                        + "not verified at all.")
                        .fix("Sign it by a private authority that signs nothing else.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        return facts.role().isAuthority()
                ? otherRole(facts)
                : Verdict.failIf(facts.selfSigned(), facts.whole(), "is signed by its own key");
    }
}
