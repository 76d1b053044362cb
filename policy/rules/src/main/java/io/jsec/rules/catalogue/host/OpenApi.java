package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.HostFacts.Listener;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Verdict;
import java.util.List;

/** The engine obeys everybody who can connect. */
final class OpenApi extends HostRule {
    OpenApi() {
        super(
                RuleCard.of("JSEC-H-004", Severity.CRITICAL, Section.HOST)
                        .title("The engine obeys everybody who can connect")
                        .sees(
                                "TCP ports on which engines listen; each is asked over loopback, "
                                        + "without a certificate. Fails where the API answers.")
                        .why("Whoever reaches the port is root on the host.")
                        .fix(
                                "Remove tcp:// from the hosts of the engine, or set tlsverify "
                                        + "with a CA of your own.")
                        .maps(Framework.CIS_1_6, "2.7")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.OWASP_CHEATSHEET, "1")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    public Verdict judge(HostFacts facts) {
        return facts.listeners()
                .judge(
                        List.of(),
                        (listeners, at) ->
                                Verdict.all(
                                        listeners.stream().map(each -> judge(each, at)).toList()));
    }

    private static Verdict judge(Listener listener, SourceLocation at) {
        return switch (listener.answer()) {
            case PLAIN -> open("in plain text", listener, at);
            case TLS_WITHOUT_CERTIFICATE -> open("over TLS", listener, at);
            case SILENT ->
                    new Verdict.Unknown("port " + listener.text() + " did not answer in time");
            case REFUSED, OTHER -> Verdict.pass();
            case NOT_ASKED -> new Verdict.NotApplicable("no port of the API");
        };
    }

    private static Verdict open(String how, Listener listener, SourceLocation at) {
        return Verdict.fail(
                at, "the API answers " + how + " without a certificate on " + listener.text());
    }
}
