package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Edit;
import io.jsec.rules.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** apt-get install waits for an answer. */
final class AptWithoutYes extends CommandRule {
    private static final Set<String> ASKING = Set.of("install", "remove", "purge");

    AptWithoutYes() {
        super(
                card(35, Severity.LOW)
                        .title("apt-get install waits for an answer")
                        .sees(
                                "apt-get install, upgrade or remove without -y, --yes or a "
                                        + "matching option.")
                        .why("The build stops, or does nothing, where nobody answers.")
                        .fix("Give -y."));
    }

    @Override
    List<Edit> mends(DockerfileFacts facts, DockerfileFacts.Command command) {
        return AddedOption.behindVerb(facts, command, "-y");
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        return Install.of(command)
                .filter(install ->
                        install.is(Install.Manager.APT)
                                && ASKING.contains(install.verb())
                                && !install.has(
                                        "--yes",
                                        "--assume-yes",
                                        "--download-only",
                                        "--simulate",
                                        "-qq")
                                && !install.hasShort('y')
                                && install.options().stream()
                                        .noneMatch(option -> option.value().contains("Assume-Yes"))
                                && !install.packages().isEmpty())
                .map(install -> command.program() + " " + install.verb() + " asks");
    }
}
