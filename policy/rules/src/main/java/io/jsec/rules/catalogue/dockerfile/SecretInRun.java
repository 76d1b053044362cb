package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.SecretText;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A command of RUN holds a secret. */
final class SecretInRun extends DockerfileRule {
    SecretInRun() {
        super(
                card(24, Severity.HIGH)
                        .title("A command of RUN holds a secret")
                        .sees(
                                "Words and assignments of commands; fails for tokens, keys, "
                                        + "passwords in URLs, and options such as --password=….")
                        .why(
                                "The command stands in the history of the image, and what it wrote "
                                        + "may stay in the layer.")
                        .fix(
                                "Mount the secret with --mount=type=secret and read it from its "
                                        + "file.")
                        .maps(Framework.CIS_1_6, "4.10")
                        .maps(Framework.OWASP_DOCKER, "D06")
                        .maps(Framework.OWASP_CHEATSHEET, "12")
                        .maps(Framework.NIST_800_190, "4.1.4"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (DockerfileFacts.Command command : facts.commands()) {
            ShellCommand shell = command.written();
            Stream.concat(shell.assignments().stream(), shell.words().stream())
                    .forEach(word ->
                            SecretText.inWord(word.value())
                                    .ifPresent(what ->
                                            found.add(
                                                    at(
                                                            facts,
                                                            word.span(),
                                                            "the command holds " + what))));
        }
        return found;
    }
}
