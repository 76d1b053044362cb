package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import java.util.EnumSet;

/** A private key for a registry can be read by others. */
final class RegistryKey extends FileRule {
    RegistryKey() {
        super(
                RuleCard.of("JSEC-F-012", Severity.HIGH, Section.FILES)
                        .title("A private key for a registry can be read by others")
                        .sees(
                                "Files *.key below /etc/docker/certs.d; fails where the owner "
                                        + "is not root, or the mode allows more than 0600.")
                        .why("Who has the key pushes and pulls images in the name of this host.")
                        .fix(
                                "chown root and chmod 0600 the file; renew the key where "
                                        + "others could read it.")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.5.5"),
                EnumSet.of(Role.REGISTRY_KEY),
                0600);
    }
}
