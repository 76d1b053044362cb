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

/** LABEL holds a secret. */
final class SecretInLabel extends DockerfileRule {
    SecretInLabel() {
        super(
                card(23, Severity.HIGH)
                        .title("LABEL holds a secret")
                        .sees("Names and values of LABEL.")
                        .why("Labels are read by everybody who can pull the image.")
                        .fix("Remove it and renew the secret.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {

        List<Evidence> found = new ArrayList<>();
        for (Instruction instruction : facts.all(Keyword.LABEL)) {
            for (Body.Pair pair : instruction.pairs()) {
                String value = pair.value().map(Text::value).orElse("");
                String plain = value.replace("\"", "").replace("'", "");
                SecretText.in(pair.name().value(), plain)
                        .ifPresent(what ->
                                found.add(at(facts, pair.name().span(), "LABEL holds " + what)));
            }
        }
        return found;
    }
}
