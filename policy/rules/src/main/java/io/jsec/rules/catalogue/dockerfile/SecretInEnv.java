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

/** ENV holds a secret. */
final class SecretInEnv extends DockerfileRule {
    SecretInEnv() {
        super(
                card(21, Severity.HIGH)
                        .title("ENV holds a secret")
                        .sees(
                                "Names and values of ENV; fails for values with the shape of a "
                                        + "token or key, and for literal values of names such "
                                        + "as DB_PASSWORD.")
                        .why(
                                "Everybody who can pull the image, or list processes, reads it; "
                                        + "removing it later leaves it in the layer.")
                        .fix(
                                "Pass it at run time, or mount it in the build with "
                                        + "--mount=type=secret.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {

        List<Evidence> found = new ArrayList<>();
        for (Instruction instruction : facts.all(Keyword.ENV)) {
            for (Body.Pair pair : instruction.pairs()) {
                String value = pair.value().map(Text::value).orElse("");
                String plain = value.replace("\"", "").replace("'", "");
                SecretText.in(pair.name().value(), plain)
                        .ifPresent(what ->
                                found.add(at(facts, pair.name().span(), "ENV holds " + what)));
            }
        }
        return found;
    }
}
