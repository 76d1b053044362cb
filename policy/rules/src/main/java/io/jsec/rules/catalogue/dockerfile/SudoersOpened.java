package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;

/** Everybody may become root without a password. */
final class SudoersOpened extends CommandRule {
    SudoersOpened() {
        super(
                card(66, Severity.HIGH)
                        .title("Everybody may become root without a password")
                        .sees("Commands that write NOPASSWD rules into sudoers.")
                        .why("The USER of the image then protects from nothing.")
                        .fix("Remove the rule; do in the build what needs root.")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2")
                        .maps(Framework.NSA_CISA, "privilege escalation"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        boolean words =
                command.arguments().stream().anyMatch(word -> word.value().contains("NOPASSWD"));
        boolean file =
                command.redirects().stream()
                                .anyMatch(redirect -> redirect.target().value().contains("sudoers"))
                        || command.arguments().stream()
                                .anyMatch(word -> word.value().contains("sudoers"))
                        || facts.commands().stream()
                                .filter(each -> each.run().equals(where.run()))
                                .anyMatch(each ->
                                        each.shell().program().equals("tee")
                                                && each.shell().operands().stream()
                                                        .anyMatch(word ->
                                                                word.value().contains("sudoers")));
        return words && file ? Optional.of("sudo asks for no password") : Optional.empty();
    }
}
