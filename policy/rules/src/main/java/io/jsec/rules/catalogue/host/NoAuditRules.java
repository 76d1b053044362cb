package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.Located;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;
import java.util.function.Predicate;

/** Changes of the engine's files leave no trace. */
final class NoAuditRules extends HostRule {
    NoAuditRules() {
        super(
                RuleCard.of("JSEC-H-003", Severity.LOW, Section.HOST)
                        .title("Changes of the engine's files leave no trace")
                        .sees(
                                "Rules of auditd in its configuration; fails where programs, "
                                        + "folders, sockets and units of engines that are "
                                        + "there are covered by none. Rules that were only "
                                        + "loaded are not seen.")
                        .why("Who changed the engine or used its files cannot be told afterwards.")
                        .fix("Watch the paths, one rule each, in /etc/audit/rules.d.")
                        .example("-w /usr/bin/dockerd -p wa -k docker")
                        .maps(
                                Framework.CIS_1_6,
                                "1.1.3",
                                "1.1.4",
                                "1.1.5",
                                "1.1.6",
                                "1.1.7",
                                "1.1.8",
                                "1.1.9",
                                "1.1.10",
                                "1.1.11",
                                "1.1.12",
                                "1.1.13",
                                "1.1.14",
                                "1.1.15",
                                "1.1.16",
                                "1.1.17",
                                "1.1.18")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        if (facts.watchable().isEmpty()) {
            return new Verdict.NotApplicable("no engine is here");
        }
        return facts.watched()
                .judge(
                        List.of(),
                        (watched, at) -> {
                            List<String> open =
                                    facts.watchable().stream()
                                            .filter(path ->
                                                    watched.stream().noneMatch(covers(path)))
                                            .toList();
                            return Verdict.failIf(
                                    !open.isEmpty(),
                                    at,
                                    "no rule watches " + String.join(", ", open));
                        });
    }

    /** A rule over a folder, with a slash at its end, covers what lies below it. */
    private static Predicate<Located<String>> covers(String path) {
        return rule ->
                rule.value().endsWith("/")
                        ? (path + "/").startsWith(rule.value())
                        : path.equals(rule.value());
    }
}
