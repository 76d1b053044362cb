package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Containers see the control groups of the host. */
final class HostCgroupNamespace extends DaemonRule {
    HostCgroupNamespace() {
        super(
                card(20, Severity.MEDIUM)
                        .title("Containers see the control groups of the host")
                        .sees("default-cgroupns-mode; fails for host.")
                        .why("A flaw there is closer.")
                        .fix("Use private.")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return text(
                facts, "default-cgroupns-mode", "private", "host"::equals, "cgroup namespace host");
    }
}
