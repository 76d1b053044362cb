package io.jsec.rules.catalogue.engine;

import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.Rule;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Verdict;
import io.jsec.rules.catalogue.dockerfile.DockerfileRules;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;

/** Judges how an image was built by what a rule over Dockerfiles says of its history. */
final class HistoryRule extends ImageRule {
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
        return facts.history().judge(List.of(), (lines, at) -> judge(HistoryFile.of(facts, lines)));
    }

    private Verdict judge(HistoryFile history) {
        return twin.judge(history.file()) instanceof Verdict.Fail fail
                ? Verdict.failing(located(fail, history.places()))
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
}
