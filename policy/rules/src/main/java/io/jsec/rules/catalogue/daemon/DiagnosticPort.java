package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The port for diagnosis is open. */
final class DiagnosticPort extends DaemonRule {
    DiagnosticPort() {
        super(
                card(26, Severity.MEDIUM)
                        .title("The port for diagnosis is open")
                        .sees("network-diagnostic-port; fails for any but 0.")
                        .why("It lets its clients change the network without a password.")
                        .fix("Remove the key.")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return text(
                facts,
                "network-diagnostic-port",
                "0",
                port -> !port.equals("0"),
                "port {} is open");
    }
}
