package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.CertificateFacts.Role;
import io.jsec.rules.CertificateFacts.Usage;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The certificate of an engine is one of a client as well. */
final class ServerAsClient extends CertificateRule {
    ServerAsClient() {
        super(
                card(7, Severity.MEDIUM)
                        .title("The certificate of an engine can be used by a client")
                        .sees(
                                "The extended key usage of the engine's certificate; fails for "
                                        + "clientAuth, and where there is none.")
                        .why(
                                "Whoever steals the key of one engine commands every engine that "
                                        + "trusts the same authority.")
                        .fix("Issue it anew with extendedKeyUsage=serverAuth alone.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        return facts.role() == Role.SERVER
                ? facts.allows(Usage.CLIENT)
                        .judge(
                                true,
                                (allowed, at) ->
                                        Verdict.failIf(allowed, at, "allows clientAuth as well"))
                : otherRole(facts);
    }
}
