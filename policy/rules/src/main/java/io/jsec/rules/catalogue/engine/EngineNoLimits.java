package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.regex.Pattern;

/** Limits of containers do not hold. */
final class EngineNoLimits extends EngineRule {
    private static final Pattern LIMITS =
            Pattern.compile(
                    "(No (?:memory limit|pids limit|cpu cfs quota) support"
                            + "|Running in rootless-mode without cgroups)");

    EngineNoLimits() {
        super(
                card(211, Severity.MEDIUM)
                        .title("Limits of containers do not hold on this engine")
                        .sees(
                                "Warnings of the engine; fails where the kernel or the cgroups "
                                        + "give it no limits of memory, processes or CPU time.")
                        .why(
                                "One container takes all memory or all processes of the host, "
                                        + "whatever limit it was given.")
                        .fix(
                                "Boot with cgroup v2, or switch the controllers on; for a "
                                        + "rootless engine delegate them to its user.")
                        .maps(Framework.CIS_1_6, "5.11", "5.12", "5.29")
                        .maps(Framework.OWASP_DOCKER, "D07")
                        .maps(Framework.OWASP_CHEATSHEET, "7")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "resource policy"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        return warning(facts, LIMITS, "{}");
    }
}
