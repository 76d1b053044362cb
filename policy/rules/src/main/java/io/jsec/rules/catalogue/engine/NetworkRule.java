package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Evidence;
import io.jsec.rules.Located;
import io.jsec.rules.NetworkFacts;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A rule over one network. */
abstract class NetworkRule implements Rule<NetworkFacts> {
    private static final String DEFAULT_BRIDGE = "com.docker.network.bridge.default_bridge";
    private static final int NAMES_MAX = 3;

    private final RuleCard card;

    NetworkRule(RuleCard.Builder card) {
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
    public final Class<NetworkFacts> subject() {
        return NetworkFacts.class;
    }

    /** Whether containers end there that ask for no network. */
    static boolean isDefaultBridge(NetworkFacts facts) {
        Located<String> option = facts.options().get(DEFAULT_BRIDGE);
        return option != null && option.value().equals("true");
    }

    /** Whether an overlay network carries traffic as it is. */
    static boolean isPlain(NetworkFacts facts) {
        Located<String> option = facts.options().get("encrypted");
        return option == null || option.value().equals("false");
    }

    /** Broken at each of some options whose value meets a condition. */
    static Verdict each(
            NetworkFacts facts, List<String> names, Predicate<String> broken, String message) {
        List<Evidence> evidence = new ArrayList<>();
        for (String name : names) {
            Located<String> option = facts.options().get(name);
            if (option != null && broken.test(option.value())) {
                evidence.add(Evidence.of(option.at(), message));
            }
        }
        return Verdict.failing(evidence);
    }

    /** The names of a few, and how many more there are. */
    static String names(List<Located<String>> attached) {
        String some =
                attached.stream()
                        .limit(NAMES_MAX)
                        .map(Located::value)
                        .sorted()
                        .collect(Collectors.joining(", "));
        int more = attached.size() - NAMES_MAX;
        return more > 0 ? some + " and " + more + " more" : some;
    }
}
