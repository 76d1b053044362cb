package io.jsec.rules.catalogue.certificate;

import io.jsec.rules.CertificateFacts;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.Locale;

/** A rule over one certificate. */
abstract class CertificateRule implements Rule<CertificateFacts> {
    private final RuleCard card;

    CertificateRule(RuleCard.Builder card) {
        this.card = card.build();
    }

    /** A card to fill in; the id is given by its number. */
    static RuleCard.Builder card(int number, Severity severity) {
        return RuleCard.of("JSEC-T-%03d".formatted(number), severity, Section.TLS);
    }

    @Override
    public final RuleCard card() {
        return card;
    }

    @Override
    public final Class<CertificateFacts> subject() {
        return CertificateFacts.class;
    }

    /** What a rule over other roles says. */
    static Verdict otherRole(CertificateFacts facts) {
        return new Verdict.NotApplicable(
                "the certificate is used as " + facts.role().name().toLowerCase(Locale.ROOT));
    }
}
