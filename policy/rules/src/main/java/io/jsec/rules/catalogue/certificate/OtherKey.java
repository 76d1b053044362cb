package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.CertificateFacts.PrivateKeyFile;
import io.jsec.rules.Fact;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Verdict;

/** Key and certificate do not belong together. */
final class OtherKey extends CertificateRule {
    OtherKey() {
        super(
                card(13, Severity.MEDIUM)
                        .title("A private key does not belong to its certificate")
                        .sees(
                                "The key's file beside a certificate; fails where the key is "
                                        + "another "
                                        + "one.")
                        .why(
                                "The engine does not start with TLS, or the client is refused; "
                                        + "both "
                                        + "invite to do without.")
                        .fix("Put the files of one issue beside each other.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        return switch (facts.key()) {
            case Fact.Absent<PrivateKeyFile> none ->
                    new Verdict.NotApplicable("no key lies beside it");
            case Fact.Unknown<PrivateKeyFile>(String why) -> new Verdict.Unknown(why);
            case Fact.Present<PrivateKeyFile>(PrivateKeyFile key, SourceLocation at) ->
                    key.fits()
                            .judge(
                                    true,
                                    (fits, place) ->
                                            Verdict.failIf(
                                                    !fits, at, key.path() + " holds another key"));
        };
    }
}
