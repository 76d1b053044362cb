package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Edit;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Verdict;
import java.util.List;

/** Logs grow without end. */
final class UnboundedLogs extends DaemonRule {
    UnboundedLogs() {
        super(
                card(14, Severity.MEDIUM)
                        .title("Logs grow without end")
                        .sees("log-driver json-file, the default, without max-size.")
                        .why("A container that talks much fills the disk of the host.")
                        .fix("Set max-size and max-file, or use the driver local.")
                        .example("\"log-opts\": {\"max-size\": \"10m\", \"max-file\": \"3\"}")
                        .maps(Framework.OWASP_DOCKER, "D07")
                        .maps(Framework.NIST_800_190, "4.4.5"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        return facts.text("log-driver")
                .judge(
                        "json-file",
                        (driver, at) ->
                                driver.equals("json-file")
                                                && !facts.text("log-opts.max-size").isPresent()
                                        ? Verdict.fail(
                                                at,
                                                "the logs of json-file have no limit",
                                                limit(facts, at))
                                        : Verdict.pass());
    }

    /** Programs see nothing of it: what was written first goes first. */
    private static Edit limit(DaemonFacts facts, SourceLocation at) {
        return facts.place("log-opts").isPresent()
                ? new Edit.SetKey(at.path(), List.of("log-opts", "max-size"), "\"10m\"")
                : new Edit.SetKey(
                        at.path(),
                        List.of("log-opts"),
                        "{\"max-size\": \"10m\", \"max-file\": \"3\"}");
    }
}
