package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.CertificateFacts.PrivateKeyFile;
import io.jsec.rules.CertificateFacts.Role;
import io.jsec.rules.Fact;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Verdict;

/** The key of a client can be read by others. */
final class OpenKey extends CertificateRule {
    private static final int OTHERS = 066;

    OpenKey() {
        super(
                card(12, Severity.HIGH)
                        .title("The private key of a client can be read by others")
                        .sees(
                                "The mode of the key's file beside a client's certificate; "
                                        + "fails where "
                                        + "group or others may read or write it.")
                        .why("Whoever reads it commands the engine, which makes root of the host.")
                        .fix("chmod 0400 FILE.")
                        .maps(Framework.CIS_1_6, "3.14")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(CertificateFacts facts) {
        if (facts.role() != Role.CLIENT) {
            return otherRole(facts);
        }
        return switch (facts.key()) {
            case Fact.Absent<PrivateKeyFile> none ->
                    new Verdict.NotApplicable("no key lies beside it");
            case Fact.Unknown<PrivateKeyFile>(String why) -> new Verdict.Unknown(why);
            case Fact.Present<PrivateKeyFile>(PrivateKeyFile key, SourceLocation at) ->
                    key.mode()
                            .judge(
                                    0,
                                    (mode, place) ->
                                            Verdict.failIf(
                                                    (mode & OTHERS) != 0,
                                                    at,
                                                    "%s has the mode %04o"
                                                            .formatted(key.path(), mode)));
        };
    }
}
