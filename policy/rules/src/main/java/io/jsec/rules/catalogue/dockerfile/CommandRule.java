package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Edit;
import io.jsec.rules.Evidence;
import io.jsec.rules.RuleCard;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A rule that judges the commands of {@code RUN} one by one. */
abstract class CommandRule extends DockerfileRule {
    CommandRule(RuleCard.Builder card) {
        super(card);
    }

    @Override
    final List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (DockerfileFacts.Command command : facts.commands()) {
            broken(command.shell(), command, facts)
                    .ifPresent(message ->
                            found.add(
                                    new Evidence(
                                            facts.at(command.shell().span()),
                                            message,
                                            mends(facts, command))));
        }
        return found;
    }

    /** What mends a command that is wrong; nothing where no edit is safe. */
    List<Edit> mends(DockerfileFacts facts, DockerfileFacts.Command command) {
        return List.of();
    }

    /** What is wrong with a command, or empty. */
    abstract Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts);
}
