package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Memory has no limit. */
final class NoMemoryLimit extends ContainerRule {
    NoMemoryLimit() {
        super(
                card(518, Severity.LOW)
                        .title("Memory has no limit")
                        .sees("Memory limit; fails where there is none.")
                        .why("One container can take the memory of all others.")
                        .fix("Set a limit.")
                        .example("mem_limit: 256m")
                        .maps(Framework.CIS_1_6, "5.11")
                        .maps(Framework.OWASP_DOCKER, "D07")
                        .maps(Framework.OWASP_CHEATSHEET, "7")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "resource policy"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return value(facts, ContainerSetting.MEMORY, 0L, limit -> limit <= 0, "no memory limit");
    }
}
