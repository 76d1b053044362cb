package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** Root of containers is root of the host. */
final class EngineNoUserNamespace extends EngineRule {
    EngineNoUserNamespace() {
        super(
                card(204, Severity.LOW)
                        .title("Root of this engine's containers is root of the host")
                        .sees(
                                "Security options of the engine; fails where neither rootless "
                                        + "nor userns is among them.")
                        .why("Who breaks out of a container as root is root of the host.")
                        .fix("Run the engine rootless, or set userns-remap.")
                        .example("\"userns-remap\": \"default\"")
                        .maps(Framework.CIS_1_6, "2.1", "2.9")
                        .maps(Framework.OWASP_DOCKER, "D01")
                        .maps(Framework.OWASP_CHEATSHEET, "11")
                        .maps(Framework.NIST_800_190, "4.5.2")
                        .maps(Framework.NSA_CISA, "rootless engine"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        return facts.securityOptions()
                .judge(
                        List.of(),
                        (options, at) ->
                                Verdict.failIf(
                                        named(options, "rootless").isEmpty()
                                                && named(options, "userns").isEmpty(),
                                        at,
                                        "user ids are not mapped"));
    }
}
