package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The API listens on every address. */
final class TcpEverywhere extends DaemonRule {
    TcpEverywhere() {
        super(
                card(2, Severity.MEDIUM)
                        .title("The API listens on every address")
                        .sees("hosts; fails for 0.0.0.0, [::] and tcp:// without an address.")
                        .why("It is reachable from every network of the host.")
                        .fix("Bind it to the one address that is needed.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.4.2"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return items(
                facts,
                "hosts",
                host -> Address.ofSocket(host).filter(Address::isEvery).isPresent(),
                "{} listens on every address");
    }
}
