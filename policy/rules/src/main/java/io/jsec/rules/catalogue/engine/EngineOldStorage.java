package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The engine stores images with a driver that is given up. */
final class EngineOldStorage extends EngineRule {
    EngineOldStorage() {
        super(
                card(208, Severity.MEDIUM)
                        .title("The engine stores images with a driver that is given up")
                        .sees("Storage driver in use; fails for aufs, devicemapper and overlay.")
                        .why("It gets no repairs, and new engines refuse it.")
                        .fix("Move to overlay2 or the image store of containerd.")
                        .maps(Framework.CIS_1_6, "2.6")
                        .maps(Framework.OWASP_DOCKER, "D02")
                        .maps(Framework.NIST_800_190, "4.5.3"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        return facts.storageDriver()
                .judge(
                        "",
                        (driver, at) ->
                                Verdict.failIf(
                                        isOld(facts, driver), at, "storage driver " + driver));
    }

    /** Podman calls its present driver overlay. */
    private static boolean isOld(EngineFacts facts, String driver) {
        return driver.matches("aufs|devicemapper")
                || (driver.equals("overlay") && facts.product().equals("Docker"));
    }
}
