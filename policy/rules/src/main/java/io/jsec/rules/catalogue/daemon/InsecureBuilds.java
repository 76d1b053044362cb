package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Builds may ask for all privileges. */
final class InsecureBuilds extends DaemonRule {
    InsecureBuilds() {
        super(
                card(25, Severity.HIGH)
                        .title("Builds may ask for all privileges")
                        .sees("builder.entitlements.security-insecure.")
                        .why("A Dockerfile becomes root of the host.")
                        .fix("Remove the key.")
                        .maps(Framework.CIS_1_6, "5.5")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return wanted(
                facts,
                "builder.entitlements.security-insecure",
                false,
                false,
                "builds may be privileged");
    }
}
