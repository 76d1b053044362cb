package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Located;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.VolumeFacts;
import java.util.List;
import java.util.Optional;

/** A rule over one volume. */
abstract class VolumeRule implements Rule<VolumeFacts> {
    private final RuleCard card;

    VolumeRule(RuleCard.Builder card) {
        this.card = card.build();
    }

    /** A card to fill in; the id is given by its number. */
    static RuleCard.Builder card(int number, Severity severity) {
        return RuleCard.of("JSEC-N-%03d".formatted(number), severity, Section.NETWORKS);
    }

    @Override
    public final RuleCard card() {
        return card;
    }

    @Override
    public final Class<VolumeFacts> subject() {
        return VolumeFacts.class;
    }

    /** What a volume of the driver local mounts, where it mounts something. */
    static Optional<Located<String>> device(VolumeFacts facts) {
        return facts.driver().orElse("local").equals("local")
                ? Optional.ofNullable(facts.options().get("device"))
                : Optional.empty();
    }

    /** Whether its device is a path of the host that appears as it is. */
    static boolean isBind(VolumeFacts facts) {
        List<String> words = List.of(option(facts, "o").split(",", -1));
        return words.contains("bind")
                || words.contains("rbind")
                || option(facts, "type").equals("bind");
    }

    /** Whether nothing can be written there. */
    static boolean isReadOnly(VolumeFacts facts) {
        return List.of(option(facts, "o").split(",", -1)).contains("ro");
    }

    /** An option of its driver, or an empty text. */
    static String option(VolumeFacts facts, String name) {
        Located<String> option = facts.options().get(name);
        return option == null ? "" : option.value();
    }
}
