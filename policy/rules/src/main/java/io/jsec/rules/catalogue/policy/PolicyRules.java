package io.jsec.rules.catalogue.policy;

import io.jsec.rules.Rule;
import java.util.List;

/** The rules over waivers. */
public final class PolicyRules {
    private static final List<Rule<?>> RULES =
            List.of(
                    new ExpiredWaiver(),
                    new UnusedWaiver(),
                    new BrokenWaiver(),
                    new UnknownRuleWaived(),
                    new BroadWaiver());

    private PolicyRules() {}

    /** Every rule of this kind. */
    public static List<Rule<?>> rules() {
        return RULES;
    }
}
