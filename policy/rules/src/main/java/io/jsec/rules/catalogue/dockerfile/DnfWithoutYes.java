package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Edit;
import io.jsec.rules.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** dnf or yum waits for an answer. */
final class DnfWithoutYes extends CommandRule {
    private static final Set<String> ASKING =
            Set.of("install", "update", "upgrade", "remove", "localinstall", "groupinstall");

    DnfWithoutYes() {
        super(
                card(43, Severity.LOW)
                        .title("dnf or yum waits for an answer")
                        .sees("yum, dnf and microdnf install, update or remove without -y.")
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
                        install.is(Install.Manager.DNF)
                                && ASKING.contains(install.verb())
                                && !install.has("--assumeyes")
                                && !install.hasShort('y'))
                .map(install -> command.program() + " " + install.verb() + " asks");
    }
}
