package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The engine does not say what it does. */
final class LogLevel extends DaemonRule {
    LogLevel() {
        super(
                card(4, Severity.LOW)
                        .title("The engine does not say what it does")
                        .sees("log-level; fails for fatal, error, warn and panic.")
                        .why("After an intrusion nothing tells what happened.")
                        .fix("Use info.")
                        .maps(Framework.CIS_1_6, "2.3")
                        .maps(Framework.OWASP_DOCKER, "D10")
                        .maps(Framework.OWASP_CHEATSHEET, "10")
                        .maps(Framework.NIST_800_190, "4.4.5"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return text(
                facts,
                "log-level",
                "info",
                level -> level.matches("panic|fatal|error|warn"),
                "log level {}");
    }
}
