package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Root of a container is root of the host. */
final class NoUserNamespace extends DaemonRule {
    NoUserNamespace() {
        super(
                card(10, Severity.LOW)
                        .title("Root of a container is root of the host")
                        .sees("userns-remap; not judged where the engine is rootless.")
                        .why("Who breaks out of a container as root is root of the host.")
                        .fix("Set userns-remap to default, or run the engine rootless.")
                        .example("\"userns-remap\": \"default\"")
                        .maps(Framework.CIS_1_6, "2.9")
                        .maps(Framework.OWASP_DOCKER, "D01")
                        .maps(Framework.OWASP_CHEATSHEET, "11")
                        .maps(Framework.NIST_800_190, "4.5.2"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        boolean rootless = facts.truth("rootless").orElse(false);
        return text(
                facts,
                "userns-remap",
                "",
                remap -> remap.isEmpty() && !rootless,
                "user ids are not mapped");
    }
}
