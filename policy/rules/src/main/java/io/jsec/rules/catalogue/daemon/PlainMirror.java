package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** A mirror is used over plain HTTP. */
final class PlainMirror extends DaemonRule {
    PlainMirror() {
        super(
                card(8, Severity.HIGH)
                        .title("A mirror is used over plain HTTP")
                        .sees("registry-mirrors; fails for http:// to another host.")
                        .why("Anybody on the way chooses what is run.")
                        .fix("Use HTTPS.")
                        .maps(Framework.CIS_1_6, "2.5")
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.NIST_800_190, "4.2.1"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return items(
                facts,
                "registry-mirrors",
                mirror ->
                        mirror.regionMatches(true, 0, "http://", 0, 7)
                                && !Address.of(mirror).isLoopback(),
                "{} is not protected on the way");
    }
}
