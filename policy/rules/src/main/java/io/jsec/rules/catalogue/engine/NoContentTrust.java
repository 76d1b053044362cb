package io.jsec.rules.catalogue.engine;

import io.jsec.rules.ClientFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Images are pulled without a look at signatures. */
final class NoContentTrust implements Rule<ClientFacts> {
    private static final RuleCard CARD =
            RuleCard.of("JSEC-H-040", Severity.INFO, Section.HOST)
                    .title("Images are pulled without a look at signatures")
                    .sees(
                            "DOCKER_CONTENT_TRUST in the environment of who runs the audit; "
                                    + "fails where it is not 1. Docker retires this check: "
                                    + "name images by digest, or verify them with cosign, and "
                                    + "leave the rule off.")
                    .why("A registry that is taken over sends another image under the same name.")
                    .fix("Set DOCKER_CONTENT_TRUST=1, or name images by digest.")
                    .strict()
                    .maps(Framework.CIS_1_6, "4.5")
                    .maps(Framework.OWASP_DOCKER, "D08")
                    .maps(Framework.NIST_800_190, "4.1.5")
                    .build();

    @Override
    public RuleCard card() {
        return CARD;
    }

    @Override
    public Class<ClientFacts> subject() {
        return ClientFacts.class;
    }

    @Override
    public Verdict judge(ClientFacts facts) {
        String value = facts.variables().getOrDefault("DOCKER_CONTENT_TRUST", "");
        return Verdict.failIf(
                !value.equals("1"), facts.whole(), "DOCKER_CONTENT_TRUST is not set to 1");
    }
}
