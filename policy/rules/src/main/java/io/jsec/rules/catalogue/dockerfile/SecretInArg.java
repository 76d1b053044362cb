package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Body;
import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.SecretText;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** The default of ARG is a secret. */
final class SecretInArg extends DockerfileRule {
    SecretInArg() {
        super(
                card(22, Severity.HIGH)
                        .title("The default of ARG is a secret")
                        .sees("Names and defaults of ARG.")
                        .why("Build arguments are stored in the history of the image.")
                        .fix("Mount it with --mount=type=secret.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {

        List<Evidence> found = new ArrayList<>();
        for (Instruction instruction : facts.all(Keyword.ARG)) {
            for (Body.Pair pair : instruction.pairs()) {
                String value = pair.value().map(Text::value).orElse("");
                String plain = value.replace("\"", "").replace("'", "");
                SecretText.in(pair.name().value(), plain)
                        .ifPresent(what ->
                                found.add(
                                        at(
                                                facts,
                                                pair.name().span(),
                                                "the default of ARG is " + what)));
            }
        }
        return found;
    }
}
