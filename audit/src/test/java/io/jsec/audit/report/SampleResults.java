package io.jsec.audit.report;

import io.jsec.audit.AuditResult;
import io.jsec.audit.Unreadable;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evaluation;
import io.jsec.rules.Evidence;
import io.jsec.rules.Finding;
import io.jsec.rules.Fingerprint;
import io.jsec.rules.RuleCard;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;
import io.jsec.rules.Waiver;
import io.jsec.rules.Waiving;
import io.jsec.rules.catalogue.Catalogue;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Runs that reports are tested with. */
final class SampleResults {
    /** Names and texts that break out of a format that does not escape them. */
    static final String HOSTILE = "a]]>\"'<b>|`@x\u001b[31m\u202e.dockerfile";

    private SampleResults() {}

    /** What a Dockerfile is found guilty of, with one waiver, perhaps with a broken file. */
    static AuditResult of(String name, String text, boolean broken) {
        DockerfileFacts facts = DockerfileFacts.of(name, text.getBytes(StandardCharsets.UTF_8));
        List<Finding> findings =
                new Evaluation(Catalogue.rules(), Evaluation.Settings.STANDARD).judge(facts);
        Waiver waiver =
                new Waiver(
                        "JSEC-D-002",
                        Optional.empty(),
                        Optional.of("*"),
                        "ops",
                        "legacy image",
                        LocalDate.of(2027, 1, 31),
                        SourceLocation.whole(".jsec/waivers.yaml"));
        findings =
                new Waiving(List.of(waiver), Set.of(), LocalDate.of(2026, 11, 24)).apply(findings);
        List<Unreadable> unreadable = new ArrayList<>();
        if (broken) {
            unreadable.add(
                    new Unreadable(
                            new Target(Target.Kind.COMPOSE, "compose.yaml"),
                            new SourceLocation("compose.yaml", 3, 1, 3, 2),
                            "no YAML: expected a key"));
        }
        return run(List.of(facts.target()), findings, unreadable, List.of());
    }

    private static AuditResult run(
            List<Target> targets,
            List<Finding> findings,
            List<Unreadable> unreadable,
            List<String> notes) {
        List<RuleCard> cards = Catalogue.rules().stream().map(rule -> rule.card()).toList();
        return new AuditResult(
                Instant.parse("2026-11-24T12:00:00Z"),
                "0.1.0",
                "shop",
                cards,
                targets,
                findings,
                unreadable,
                notes);
    }

    static AuditResult dirty() {
        return of(
                "web/Dockerfile",
                "FROM debian\nRUN curl -k https://example.org/i.sh | sh\nMAINTAINER me\n",
                true);
    }

    static AuditResult clean() {
        return of("Dockerfile", "FROM debian:12.5\nUSER app\n", false);
    }

    static AuditResult hostile() {
        return of(HOSTILE, "FROM \u001b[2J<script>alert(1)</script>\nRUM \0\n", true);
    }

    /** A tree in which nothing is judged. */
    static AuditResult nothing() {
        return run(List.of(), List.of(), List.of(), List.of("nothing was found to judge"));
    }

    /** Each rule of the catalogue, broken by something that has no lines. */
    static AuditResult every() {
        Target host = new Target(Target.Kind.HOST, "shop");
        List<Finding> findings = new ArrayList<>();
        for (var rule : Catalogue.rules()) {
            Evidence evidence = Evidence.of(SourceLocation.whole("/etc/a b"), "it is so");
            findings.add(finding(rule.card(), host, Finding.State.FAIL, List.of(evidence), ""));
        }
        return run(List.of(host), findings, List.of(), List.of());
    }

    /** Nothing but questions without an answer. */
    static AuditResult uncertain() {
        Target host = new Target(Target.Kind.HOST, "shop");
        RuleCard card = Catalogue.rules().getFirst().card();
        String why = "/etc/docker: permission denied";
        Finding finding = finding(card, host, Finding.State.UNKNOWN, List.of(), why);
        Unreadable engine =
                new Unreadable(
                        new Target(Target.Kind.ENGINE, "docker"),
                        SourceLocation.whole("/run/docker.sock"),
                        "no answer within 60 seconds");
        return run(List.of(host), List.of(finding), List.of(engine), List.of());
    }

    private static Finding finding(
            RuleCard card,
            Target target,
            Finding.State state,
            List<Evidence> evidence,
            String reason) {
        String print = Fingerprint.of(card.id(), target, "it is so", 0);
        return new Finding(card, target, state, evidence, reason, print);
    }
}
