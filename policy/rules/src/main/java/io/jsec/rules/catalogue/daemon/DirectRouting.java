package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Ports of containers are reachable without being published. */
final class DirectRouting extends DaemonRule {
    DirectRouting() {
        super(
                card(23, Severity.HIGH)
                        .title("Ports of containers are reachable without being published")
                        .sees("allow-direct-routing.")
                        .why("Hosts beside reach every port of every container.")
                        .fix("Set it to false.")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return wanted(
                facts,
                "allow-direct-routing",
                false,
                false,
                "every port can be reached from beside");
    }
}
