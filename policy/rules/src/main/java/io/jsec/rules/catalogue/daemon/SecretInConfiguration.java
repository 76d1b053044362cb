package io.jsec.rules.catalogue.daemon;

import io.jsec.rules.DaemonFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.SecretText;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.ArrayList;
import java.util.List;

/** A secret stands in the configuration. */
final class SecretInConfiguration extends DaemonRule {
    SecretInConfiguration() {
        super(
                card(27, Severity.HIGH)
                        .title("A secret stands in the configuration")
                        .sees("Addresses of proxies and options of log drivers.")
                        .why(
                                "Everybody who may read the file, or the information of the "
                                        + "engine, reads it.")
                        .fix("Let the other side know the host by its address or certificate.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    public Verdict judge(DaemonFacts facts) {
        List<Evidence> evidence = new ArrayList<>();
        facts.values()
                .forEach((key, value) -> {
                    if (value instanceof DaemonFacts.Value.Text text && holds(key)) {
                        String name = key.substring(key.lastIndexOf('.') + 1);
                        SecretText.in(name, text.text())
                                .map(what -> Evidence.of(text.at(), key + ": " + what))
                                .ifPresent(evidence::add);
                    }
                });
        return Verdict.failing(evidence);
    }

    private static boolean holds(String key) {
        return key.startsWith("log-opts.") || key.endsWith("-proxy");
    }
}
