package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.Fact;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Verdict;

/** The key of the authority lies on the host. */
final class SigningKeyHere extends CertificateRule {
    SigningKeyHere() {
        super(
                card(14, Severity.HIGH)
                        .title("The key of the authority lies on the same host")
                        .sees(
                                "The folders of the certificates; fails where one holds the "
                                        + "private "
                                        + "key of an authority without a passphrase.")
                        .why(
                                "Whoever reads it makes certificates for every engine and "
                                        + "client that "
                                        + "trusts the authority, for years.")
                        .fix(
                                "Keep the key on a machine that runs no containers, and issue from "
                                        + "there.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        if (!facts.role().isAuthority()) {
            return otherRole(facts);
        }
        return switch (facts.signingKey()) {
            case Fact.Present<String>(String path, SourceLocation at) ->
                    Verdict.fail(at, "its private key lies in " + path);
            case Fact.Absent<String> none -> Verdict.pass();
            case Fact.Unknown<String>(String why) -> new Verdict.Unknown(why);
        };
    }
}
