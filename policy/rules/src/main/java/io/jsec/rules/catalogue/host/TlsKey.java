package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import java.util.EnumSet;

/** The engine's private key can be read by others. */
final class TlsKey extends FileRule {
    TlsKey() {
        super(
                RuleCard.of("JSEC-F-005", Severity.HIGH, Section.FILES)
                        .title("The engine's private key can be read by others")
                        .sees(
                                "The file of tlskey; fails where the owner is not root, or "
                                        + "the mode allows more than 0600.")
                        .why("Who has the key is the engine to every client.")
                        .fix(
                                "chown root and chmod 0600 the file; renew the key where "
                                        + "others could read it.")
                        .maps(Framework.CIS_1_6, "3.13", "3.14")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.5.5"),
                EnumSet.of(Role.TLS_KEY),
                0600);
    }
}
