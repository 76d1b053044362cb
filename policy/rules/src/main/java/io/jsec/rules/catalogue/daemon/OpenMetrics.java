package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Figures of the engine are offered to the network. */
final class OpenMetrics extends DaemonRule {
    OpenMetrics() {
        super(
                card(22, Severity.MEDIUM)
                        .title("Figures of the engine are offered to the network")
                        .sees("metrics-addr; fails for addresses other than loopback.")
                        .why("It tells what runs, without a password.")
                        .fix("Bind it to 127.0.0.1.")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return text(
                facts,
                "metrics-addr",
                "localhost",
                address -> !Address.of(address).isLoopback(),
                "{} is open");
    }
}
