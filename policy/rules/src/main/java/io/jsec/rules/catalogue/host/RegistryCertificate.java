package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import java.util.EnumSet;

/** Certificates of registries may be changed. */
final class RegistryCertificate extends FileRule {
    RegistryCertificate() {
        super(
                RuleCard.of("JSEC-F-003", Severity.LOW, Section.FILES)
                        .title("Certificates of registries may be changed")
                        .sees(
                                "Files below /etc/docker/certs.d; fails where the owner is not "
                                        + "root, or the mode allows more than 0444.")
                        .why("Who changes them decides which registry is trusted.")
                        .fix("chown root and chmod 0444 the file.")
                        .maps(Framework.CIS_1_6, "3.7", "3.8")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.5.5"),
                EnumSet.of(Role.REGISTRY_CERTIFICATE),
                0444);
    }
}
