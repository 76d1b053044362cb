package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.SecretText;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.ArrayList;
import java.util.List;

/** The password of a proxy stands in the configuration. */
final class SecretInProxy extends DaemonRule {
    SecretInProxy() {
        super(
                card(27, Severity.HIGH)
                        .title("The password of a proxy stands in the configuration")
                        .sees("proxies.")
                        .why(
                                "Everybody who may read the file, or the information of the "
                                        + "engine, reads it.")
                        .fix("Let the proxy know the host by its address or certificate.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {

        List<Evidence> evidence = new ArrayList<>();
        for (String key : List.of("proxies.http-proxy", "proxies.https-proxy")) {
            facts.text(key)
                    .judge(
                            "",
                            (url, at) -> {
                                SecretText.in(url)
                                        .ifPresent(what ->
                                                evidence.add(
                                                        Evidence.of(
                                                                at, "the address holds " + what)));
                                return Verdict.pass();
                            });
        }
        return Verdict.failing(evidence);
    }
}
