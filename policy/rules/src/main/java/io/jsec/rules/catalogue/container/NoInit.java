package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Edit;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Verdict;
import java.util.List;

/** Orphaned processes are not reaped. */
final class NoInit extends ContainerRule {
    NoInit() {
        super(
                card(537, Severity.INFO)
                        .title("Orphaned processes are not reaped")
                        .sees("Whether a small init runs first.")
                        .why("Processes that ended pile up until no new one can start.")
                        .fix("Set init where the program starts others.")
                        .strict());
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return facts.get(ContainerSetting.INIT)
                .judge(
                        false,
                        (on, at) ->
                                on
                                        ? Verdict.pass()
                                        : Verdict.failing(
                                                List.of(
                                                        new Evidence(
                                                                at, "no init", mends(facts, at)))));
    }

    /** A program that is not the first process sees no difference but its number. */
    private static List<Edit> mends(ContainerFacts facts, SourceLocation at) {
        String between = "/services/";
        String name = facts.target().name();
        int services = name.lastIndexOf(between);
        if (facts.origin() != ContainerFacts.Origin.COMPOSE || services < 0) {
            return List.of();
        }
        String service = name.substring(services + between.length());
        return List.of(new Edit.SetKey(at.path(), List.of("services", service, "init"), "true"));
    }
}
