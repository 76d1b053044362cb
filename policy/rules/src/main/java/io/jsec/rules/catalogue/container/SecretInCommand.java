package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.SecretText;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;
import java.util.Optional;

/** The command holds a secret. */
final class SecretInCommand extends ContainerRule {
    SecretInCommand() {
        super(
                card(533, Severity.HIGH)
                        .title("The command holds a secret")
                        .sees("Words of command and entry point.")
                        .why("Everybody who may list processes reads it.")
                        .fix("Read the secret from a file.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return Verdict.all(
                List.of(
                        each(facts, ContainerSetting.COMMAND, SecretInCommand::secret),
                        each(facts, ContainerSetting.ENTRYPOINT, SecretInCommand::secret)));
    }

    private static Optional<String> secret(String line) {
        return SecretText.inWords(line).map(what -> "the command holds " + what);
    }
}
