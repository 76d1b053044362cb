package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The engine keeps nothing of what containers say. */
final class EngineNoLogs extends EngineRule {
    EngineNoLogs() {
        super(
                card(206, Severity.LOW)
                        .title("The engine keeps nothing of what containers say")
                        .sees("Logging driver of the engine; fails for none.")
                        .why("After an intrusion nothing tells what happened.")
                        .fix("Use a driver that keeps logs, such as local or journald.")
                        .maps(Framework.CIS_1_6, "2.13")
                        .maps(Framework.OWASP_DOCKER, "D10")
                        .maps(Framework.OWASP_CHEATSHEET, "10")
                        .maps(Framework.NIST_800_190, "4.4.5"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        return facts.loggingDriver()
                .judge(
                        "",
                        (driver, at) ->
                                Verdict.failIf(driver.equals("none"), at, "log driver none"));
    }
}
