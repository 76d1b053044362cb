package io.jsec.rules.catalogue.engine;

import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.Located;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Verdict;
import io.jsec.rules.catalogue.dockerfile.DockerfileRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Judges how an image was built by what a rule over Dockerfiles says of its history: each step is
 * given to it as the instruction that made it.
 */
final class HistoryRule extends ImageRule {
    private static final String END = "END_OF_STEP";

    private final Rule<DockerfileFacts> twin;

    private HistoryRule(RuleCard.Builder card, Rule<DockerfileFacts> twin) {
        super(card);
        this.twin = twin;
    }

    /**
     * A rule.
     *
     * @param title of its card; reasons and mappings are those of the other rule
     * @param twin the id of the rule over Dockerfiles
     */
    static HistoryRule of(int number, Severity severity, String title, String twin) {
        Rule<DockerfileFacts> rule = find(twin);
        RuleCard other = rule.card();
        RuleCard.Builder card =
                card(number, severity)
                        .title(title)
                        .sees("Steps of the history, as " + twin + " sees them in a Dockerfile.")
                        .why(other.why())
                        .fix(other.fix() + " Build anew, or take another base image.");
        if (severity == Severity.INFO) {
            card.strict();
        }
        other.mappings()
                .forEach((framework, ids) -> card.maps(framework, ids.toArray(String[]::new)));
        return new HistoryRule(card, rule);
    }

    @SuppressWarnings("unchecked") // The subject says that it judges Dockerfiles.
    private static Rule<DockerfileFacts> find(String id) {
        for (Rule<?> rule : DockerfileRules.rules()) {
            if (rule.card().id().equals(id) && rule.subject().equals(DockerfileFacts.class)) {
                return (Rule<DockerfileFacts>) rule;
            }
        }
        throw new IllegalStateException("no rule over Dockerfiles: " + id);
    }

    @Override
    public Verdict judge(ImageFacts facts) {
        return facts.history().judge(List.of(), (lines, at) -> judge(facts, lines));
    }

    private Verdict judge(ImageFacts facts, List<Located<String>> lines) {
        StringBuilder text = new StringBuilder("FROM scratch\n");
        TreeMap<Integer, SourceLocation> places = new TreeMap<>();
        places.put(0, facts.whole());
        int number = 2;
        for (Located<String> line : lines) {
            String step = step(HistoryLine.parse(line.value()));
            places.put(number, line.at());
            text.append(step);
            number += (int) step.chars().filter(each -> each == '\n').count();
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        DockerfileFacts file = DockerfileFacts.of(facts.target().name(), bytes);
        return twin.judge(file) instanceof Verdict.Fail fail
                ? Verdict.failing(located(fail, places))
                : Verdict.pass();
    }

    private static List<Evidence> located(
            Verdict.Fail fail, NavigableMap<Integer, SourceLocation> all) {
        List<Evidence> evidence = new ArrayList<>();
        for (Evidence each : fail.evidence()) {
            SourceLocation at = all.floorEntry(each.at().startLine()).getValue();
            evidence.add(Evidence.of(at, each.message()));
        }
        return evidence;
    }

    /** The instruction of a step; what the history tells too little of is left out. */
    private static String step(HistoryLine line) {
        return switch (line.keyword()) {
            // A here-document keeps lines and signs as they are.
            case "RUN" -> "RUN <<'%s'\n%s\n%s\n".formatted(END, line.text(), END);
            // Without BuildKit a checksum stands there instead of the names.
            case "ADD" ->
                    line.text().matches("(?s)(file|dir|multi):.*|[0-9a-f]{64} .*|.*\n.*")
                            ? ""
                            : "ADD " + line.text() + "\n";
            default -> "";
        };
    }
}
