package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Containers offer their shared memory to others. */
final class ShareableIpc extends DaemonRule {
    ShareableIpc() {
        super(
                card(21, Severity.LOW)
                        .title("Containers offer their shared memory to others")
                        .sees("default-ipc-mode; fails for shareable.")
                        .why("Another container can read and disturb it.")
                        .fix("Use private.")
                        .maps(Framework.CIS_1_6, "5.17")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return text(
                facts, "default-ipc-mode", "private", "shareable"::equals, "ipc mode shareable");
    }
}
