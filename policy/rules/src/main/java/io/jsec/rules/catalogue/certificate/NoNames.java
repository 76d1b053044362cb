package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.CertificateFacts.Role;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The certificate of an engine names no host. */
final class NoNames extends CertificateRule {
    NoNames() {
        super(
                card(11, Severity.LOW)
                        .title("The certificate of an engine names no host")
                        .sees(
                                "The subject alternative name of the engine's certificate; "
                                        + "fails where "
                                        + "it has none.")
                        .why("Clients refuse it, and their users switch verification off.")
                        .fix("Issue it anew with subjectAltName=DNS:NAME,IP:ADDRESS.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        return facts.role() == Role.SERVER
                ? Verdict.failIf(facts.names().isEmpty(), facts.whole(), "has no names of hosts")
                : otherRole(facts);
    }
}
