package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import java.util.EnumSet;

/** Certificates of the engine may be changed. */
final class TlsCertificate extends FileRule {
    TlsCertificate() {
        super(
                RuleCard.of("JSEC-F-004", Severity.LOW, Section.FILES)
                        .title("Certificates of the engine may be changed")
                        .sees(
                                "The files of tlscacert, tlscert and tlskey; fails where the "
                                        + "owner is "
                                        + "not root, or the mode allows more than 0444.")
                        .why("Who changes the CA decides who commands the engine.")
                        .fix("chown root and chmod 0444 the file, 0400 the key.")
                        .maps(Framework.CIS_1_6, "3.9", "3.10", "3.11", "3.12", "3.14")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.5.5"),
                EnumSet.of(Role.TLS_CERTIFICATE, Role.TLS_KEY),
                0444);
    }
}
