package io.jsec.rules.catalogue.engine;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.Located;
import io.jsec.rules.SecretText;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The history of the image holds a secret. */
final class ImageSecretInHistory extends ImageRule {
    ImageSecretInHistory() {
        super(
                card(5, Severity.HIGH)
                        .title("The history of the image holds a secret")
                        .sees(
                                "Build arguments, commands and variables in the history; what "
                                        + "the environment still has is left to the rule over it.")
                        .why(
                                "Everybody who can pull the image reads how it was built, and "
                                        + "removing a variable later leaves it there.")
                        .fix("Mount it with --mount=type=secret, build anew, and renew the secret.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    public Verdict judge(ImageFacts facts) {
        List<String> environment =
                facts.environment().orElse(List.of()).stream().map(Located::value).toList();
        return facts.history()
                .judge(
                        List.of(),
                        (lines, at) -> {
                            List<Evidence> evidence = new ArrayList<>();
                            for (Located<String> line : lines) {
                                for (String what :
                                        secrets(HistoryLine.parse(line.value()), environment)) {
                                    evidence.add(
                                            Evidence.of(line.at(), "the history holds " + what));
                                }
                            }
                            return Verdict.failing(evidence);
                        });
    }

    /** What a line holds, each once. */
    private static Set<String> secrets(HistoryLine line, List<String> environment) {
        Set<String> found = new LinkedHashSet<>();
        for (String pair : line.pairs()) {
            if (!environment.contains(pair)) {
                SecretText.inWord(pair).ifPresent(found::add);
            }
        }
        for (ShellCommand command : line.commands()) {
            Stream.concat(command.assignments().stream(), command.words().stream())
                    .forEach(word -> SecretText.inWord(word.value()).ifPresent(found::add));
        }
        return found;
    }
}
