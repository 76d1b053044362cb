package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Located;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** A service is told to use an engine without TLS. */
final class EngineOverTcp extends ComposeRule {
    EngineOverTcp() {
        super(
                card(9, Severity.MEDIUM)
                        .title("A service is told to use an engine without TLS")
                        .sees(
                                "DOCKER_HOST in the environment with a tcp:// address, where "
                                        + "DOCKER_TLS_VERIFY is not set.")
                        .why(
                                "An engine that answers without a certificate is open to everybody "
                                        + "on that network.")
                        .fix("Use TLS, or a socket with an API that can only do what is needed.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.4"));
    }

    @Override
    List<Evidence> find(ComposeFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (ComposeFacts.Service service : facts.services()) {
            boolean tls =
                    service.environment().stream()
                            .anyMatch(each -> each.value().startsWith("DOCKER_TLS_VERIFY="));
            for (Located<String> each : service.environment()) {
                if (!tls && each.value().startsWith("DOCKER_HOST=tcp://")) {
                    found.add(Evidence.of(each.at(), "an engine over TCP without TLS"));
                }
            }
        }
        return found;
    }
}
