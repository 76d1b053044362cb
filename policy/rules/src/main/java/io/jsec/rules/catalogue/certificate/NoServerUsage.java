package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.CertificateFacts.Role;
import io.jsec.rules.CertificateFacts.Usage;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The certificate of an engine is not made for one. */
final class NoServerUsage extends CertificateRule {
    NoServerUsage() {
        super(
                card(6, Severity.LOW)
                        .title("The certificate of an engine may not be used by a server")
                        .sees(
                                "The extended key usage of the engine's certificate; fails "
                                        + "where it "
                                        + "has one without serverAuth.")
                        .why("Clients refuse it, and their users switch verification off.")
                        .fix("Issue it anew with extendedKeyUsage=serverAuth.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        return facts.role() == Role.SERVER
                ? facts.allows(Usage.SERVER)
                        .judge(
                                true,
                                (allowed, at) ->
                                        Verdict.failIf(!allowed, at, "does not allow serverAuth"))
                : otherRole(facts);
    }
}
