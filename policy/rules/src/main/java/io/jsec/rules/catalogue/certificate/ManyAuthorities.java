package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.CertificateFacts.Role;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The engine lets in whoever a public authority signed. */
final class ManyAuthorities extends CertificateRule {
    private static final int AUTHORITIES_MAX = 10;

    ManyAuthorities() {
        super(
                card(16, Severity.CRITICAL)
                        .title("An engine trusts a whole bundle of authorities")
                        .sees(
                                "The file of tlscacert; fails where it holds more than ten "
                                        + "certificates, as the bundles of public authorities do.")
                        .why(
                                "Everybody who gets a certificate from any of them is let in, "
                                        + "and is "
                                        + "root on the host.")
                        .fix("Name a file with your own authority alone.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        if (facts.role() != Role.CLIENT_AUTHORITY) {
            return otherRole(facts);
        }
        return Verdict.failIf(
                facts.others() >= AUTHORITIES_MAX,
                facts.whole(),
                "the file has " + (facts.others() + 1) + " certificates");
    }
}
