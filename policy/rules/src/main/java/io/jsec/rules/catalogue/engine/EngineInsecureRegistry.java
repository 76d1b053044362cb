package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** The engine uses registries without TLS. */
final class EngineInsecureRegistry extends EngineRule {
    EngineInsecureRegistry() {
        super(
                card(207, Severity.HIGH)
                        .title("The engine uses registries without TLS")
                        .sees(
                                "Registries the engine calls insecure; those on loopback are "
                                        + "left out.")
                        .why("Anybody on the way chooses what is run.")
                        .fix("Give the registry a certificate.")
                        .maps(Framework.CIS_1_6, "2.5")
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.OWASP_CHEATSHEET, "13")
                        .maps(Framework.NIST_800_190, "4.2.1"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        return each(
                facts.insecureRegistries(),
                registry -> !isLoopback(registry),
                "{} is used without TLS");
    }

    private static boolean isLoopback(String registry) {
        return registry.matches("127[.].*|localhost(:.*)?|::1(/128)?|\\[::1\\].*");
    }
}
