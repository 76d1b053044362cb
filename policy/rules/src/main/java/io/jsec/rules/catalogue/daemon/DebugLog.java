package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Edit;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Verdict;
import java.util.List;

/** The engine says too much. */
final class DebugLog extends DaemonRule {
    DebugLog() {
        super(
                card(5, Severity.LOW)
                        .title("The engine says too much")
                        .sees("log-level debug or trace, and debug.")
                        .why("Requests with their secrets stand in the log.")
                        .fix("Use info.")
                        .maps(Framework.CIS_1_6, "2.3")
                        .maps(Framework.OWASP_DOCKER, "D10")
                        .maps(Framework.NIST_800_190, "4.4.5"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        Verdict level =
                text(
                        facts,
                        "log-level",
                        "info",
                        word -> word.matches("debug|trace"),
                        "log level {}");
        Verdict debug =
                facts.truth("debug")
                        .judge(
                                false,
                                (on, at) ->
                                        on
                                                ? Verdict.fail(at, "debug is on", off(at))
                                                : Verdict.pass());
        return Verdict.all(List.of(level, debug));
    }

    /** Only the log changes. */
    private static Edit off(SourceLocation at) {
        return new Edit.RemoveKey(at.path(), List.of("debug"));
    }
}
