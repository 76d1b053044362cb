package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** A service asks for the API of the engine. */
final class EngineApiAsked extends ComposeRule {
    EngineApiAsked() {
        super(
                card(11, Severity.CRITICAL)
                        .title("A service asks for the API of the engine")
                        .sees("use_api_socket.")
                        .why(
                                "Compose mounts the socket and the credentials of registries: "
                                        + "whoever commands the engine has the host.")
                        .fix("Remove it; give the program an API that can only do what it needs.")
                        .maps(Framework.CIS_1_6, "5.32")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "1")
                        .maps(Framework.NIST_800_190, "4.4.3", "4.5.5"));
    }

    @Override
    List<Evidence> find(ComposeFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (ComposeFacts.Service service : facts.services()) {
            service.apiSocket().ifPresent(at -> found.add(Evidence.of(at, "use_api_socket is on")));
        }
        return found;
    }
}
