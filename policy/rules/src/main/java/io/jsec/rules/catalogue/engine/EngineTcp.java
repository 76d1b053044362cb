package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.regex.Pattern;

/** The engine itself says that its API is open. */
final class EngineTcp extends EngineRule {
    private static final Pattern OPEN =
            Pattern.compile("API is accessible on (\\S+) without (?:encryption|TLS client)");

    EngineTcp() {
        super(
                card(201, Severity.CRITICAL)
                        .title("The engine warns that its API is open over TCP")
                        .sees(
                                "Warnings of the engine; fails where it says that the API can "
                                        + "be reached without encryption or without client "
                                        + "certificates.")
                        .why("Who reaches the port commands the engine, and with it the host.")
                        .fix("Set tlsverify with a CA of your own, or take tcp:// out of hosts.")
                        .example("\"tlsverify\": true")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D03", "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "1")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        return warning(facts, OPEN, "the API answers at {} without asking who it is");
    }
}
