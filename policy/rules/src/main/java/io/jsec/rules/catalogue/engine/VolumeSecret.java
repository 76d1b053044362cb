package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.SecretText;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import io.jsec.rules.VolumeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The options of a volume hold a secret. */
final class VolumeSecret extends VolumeRule {
    VolumeSecret() {
        super(
                card(103, Severity.HIGH)
                        .title("The options of a volume hold a secret")
                        .sees("Options of the driver, and the mount options among them.")
                        .why("Everybody who may inspect volumes reads it.")
                        .fix("Use credentials= with a file that only root reads.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    public Verdict judge(VolumeFacts facts) {
        List<Evidence> evidence = new ArrayList<>();
        facts.options()
                .forEach((name, value) ->
                        secret(name, value.value())
                                .ifPresent(what ->
                                        evidence.add(
                                                Evidence.of(
                                                        value.at(), "the options hold " + what))));
        return Verdict.failing(evidence);
    }

    /** Mount options are a list of their own. */
    private static Optional<String> secret(String name, String value) {
        for (String word : value.split(",", -1)) {
            int equals = word.indexOf('=');
            Optional<String> what =
                    equals < 0
                            ? SecretText.in(name, word)
                            : SecretText.in(word.substring(0, equals), word.substring(equals + 1));
            if (what.isPresent()) {
                return what;
            }
        }
        return Optional.empty();
    }
}
