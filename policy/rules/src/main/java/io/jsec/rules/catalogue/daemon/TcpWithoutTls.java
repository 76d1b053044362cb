package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The API is offered over TCP without client certificates. */
final class TcpWithoutTls extends DaemonRule {
    TcpWithoutTls() {
        super(
                card(1, Severity.CRITICAL)
                        .title("The API is offered over TCP without client certificates")
                        .sees("hosts with tcp:// and tlsverify.")
                        .why("Who reaches the port commands the engine, and with it the host.")
                        .fix("Set tlsverify with a CA of your own, or leave tcp:// out.")
                        .example("\"tlsverify\": true")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D03", "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "1")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        boolean verified = facts.truth("tlsverify").orElse(false);
        return items(
                facts,
                "hosts",
                host -> Address.ofSocket(host).isPresent() && !verified,
                "{} asks for no certificate");
    }
}
