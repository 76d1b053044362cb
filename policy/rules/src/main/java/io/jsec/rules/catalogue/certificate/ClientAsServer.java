package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.CertificateFacts.Role;
import io.jsec.rules.CertificateFacts.Usage;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The certificate of a client is one of a server as well. */
final class ClientAsServer extends CertificateRule {
    ClientAsServer() {
        super(
                card(8, Severity.MEDIUM)
                        .title("The certificate of a client can be used by a server")
                        .sees(
                                "The extended key usage of a client's certificate; fails for "
                                        + "serverAuth, and where there is none.")
                        .why(
                                "A client can pose as the engine to the others, and reads what "
                                        + "they "
                                        + "send.")
                        .fix("Issue it anew with extendedKeyUsage=clientAuth alone.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        return facts.role() == Role.CLIENT
                ? facts.allows(Usage.SERVER)
                        .judge(
                                true,
                                (allowed, at) ->
                                        Verdict.failIf(allowed, at, "allows serverAuth as well"))
                : otherRole(facts);
    }
}
