package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Edit;
import io.jsec.rules.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** zypper waits for an answer. */
final class ZypperAsks extends CommandRule {
    private static final Set<String> ASKING =
            Set.of("install", "in", "update", "up", "remove", "rm", "dup", "dist-upgrade", "patch");

    ZypperAsks() {
        super(
                card(45, Severity.LOW)
                        .title("zypper waits for an answer")
                        .sees("zypper install, update or remove without --non-interactive or -y.")
                        .why("The build stops where nobody answers.")
                        .fix("Give --non-interactive."));
    }

    @Override
    List<Edit> mends(DockerfileFacts facts, DockerfileFacts.Command command) {
        return AddedOption.behindVerb(facts, command, "--no-confirm");
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        return Install.of(command)
                .filter(install ->
                        install.is(Install.Manager.ZYPPER)
                                && ASKING.contains(install.verb())
                                && !install.has("--non-interactive", "--no-confirm", "-n")
                                && !install.hasShort('y'))
                .map(install -> "zypper " + install.verb() + " asks");
    }
}
