package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Body;
import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.RuleCard;
import io.jsec.rules.SecretText;
import java.util.ArrayList;
import java.util.List;

/** A rule over secrets in the pairs of an instruction, such as {@code ENV NAME=VALUE}. */
abstract class SecretPairs extends DockerfileRule {
    private final Keyword keyword;
    private final String message;

    SecretPairs(RuleCard.Builder card, Keyword keyword, String message) {
        super(
                card.maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
        this.keyword = keyword;
        this.message = message;
    }

    @Override
    final List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Instruction instruction : facts.all(keyword)) {
            for (Body.Pair pair : instruction.pairs()) {
                String value = pair.value().map(Text::value).orElse("");
                String plain = value.replace("\"", "").replace("'", "");
                SecretText.in(pair.name().value(), plain)
                        .ifPresent(
                                what -> found.add(at(facts, pair.name().span(), message + what)));
            }
        }
        return found;
    }
}
