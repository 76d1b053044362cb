package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.CertificateFacts.Role;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** One authority signs engines and clients. */
final class OneAuthority extends CertificateRule {
    OneAuthority() {
        super(
                card(15, Severity.INFO)
                        .title("One authority signs engines and clients")
                        .sees(
                                "Which certificates of this host an authority signed; fails where "
                                        + "there are both kinds.")
                        .why(
                                "A certificate that was meant for an engine lets its owner in as a "
                                        + "client, unless its extended key usage is kept.")
                        .fix("Have one authority for engines and one for clients.")
                        .strict()
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        if (!facts.role().isAuthority()) {
            return otherRole(facts);
        }
        boolean both = facts.signs().contains(Role.SERVER) && facts.signs().contains(Role.CLIENT);
        return Verdict.failIf(both, facts.whole(), "signed an engine and a client");
    }
}
