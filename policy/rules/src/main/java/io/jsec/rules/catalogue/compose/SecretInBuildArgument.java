package io.jsec.rules.catalogue.compose;

import io.jsec.rules.ComposeFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Located;
import io.jsec.rules.SecretText;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** An argument of the build is a secret. */
final class SecretInBuildArgument extends ComposeRule {
    SecretInBuildArgument() {
        super(
                card(3, Severity.HIGH)
                        .title("An argument of the build is a secret")
                        .sees("Names and values of build.args.")
                        .why("Build arguments are stored in the history of the image.")
                        .fix("Use build secrets.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    List<Evidence> find(ComposeFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (ComposeFacts.Service service : facts.services()) {
            for (Located<String> argument : service.buildArguments()) {
                SecretText.inPair(argument.value())
                        .ifPresent(what ->
                                found.add(Evidence.of(argument.at(), "an argument is " + what)));
            }
        }
        return found;
    }
}
