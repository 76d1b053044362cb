package io.jsec.rules.catalogue.engine;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts;
import io.jsec.rules.SecretText;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;
import java.util.Optional;

/** The command of the image holds a secret. */
final class ImageSecretInCommand extends ImageRule {
    ImageSecretInCommand() {
        super(
                card(8, Severity.HIGH)
                        .title("The command of the image holds a secret")
                        .sees("Words of command and entry point.")
                        .why("Everybody who can pull the image, or list processes, reads it.")
                        .fix("Read the secret from a file, build anew, and renew it.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    public Verdict judge(ImageFacts facts) {
        return Verdict.all(
                List.of(
                        each(facts.entrypoint(), ImageSecretInCommand::secret),
                        each(facts.command(), ImageSecretInCommand::secret)));
    }

    private static Optional<String> secret(String line) {
        return SecretText.inWords(line).map(what -> "the command holds " + what);
    }
}
