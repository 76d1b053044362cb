package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Registries are used without TLS. */
final class InsecureRegistry extends DaemonRule {
    InsecureRegistry() {
        super(
                card(7, Severity.HIGH)
                        .title("Registries are used without TLS")
                        .sees("insecure-registries; those on loopback are left out.")
                        .why("Anybody on the way chooses what is run.")
                        .fix("Give the registry a certificate.")
                        .maps(Framework.CIS_1_6, "2.5")
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.OWASP_CHEATSHEET, "13")
                        .maps(Framework.NIST_800_190, "4.2.1"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return items(
                facts,
                "insecure-registries",
                registry -> !Address.of(registry).isLoopback(),
                "{} is used without TLS");
    }
}
