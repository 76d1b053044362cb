package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** A storage driver is used that nobody maintains. */
final class OldStorage extends DaemonRule {
    OldStorage() {
        super(
                card(9, Severity.MEDIUM)
                        .title("A storage driver is used that nobody maintains")
                        .sees("storage-driver; fails for aufs, devicemapper and overlay.")
                        .why("Its flaws are not mended any more.")
                        .fix("Use overlay2.")
                        .maps(Framework.CIS_1_6, "2.6")
                        .maps(Framework.OWASP_DOCKER, "D02")
                        .maps(Framework.NIST_800_190, "4.5.3"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return text(
                facts,
                "storage-driver",
                "overlay2",
                driver -> driver.matches("aufs|devicemapper|overlay"),
                "storage driver {}");
    }
}
