package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Edit;
import io.jsec.rules.Evidence;
import io.jsec.rules.RuleCard;
import java.util.ArrayList;
import java.util.List;

/** A rule over what a package manager leaves in the layer of the RUN that installs with it. */
abstract class LeftBehind extends DockerfileRule {
    private final Install.Manager manager;
    private final String message;

    LeftBehind(RuleCard.Builder card, Install.Manager manager, String message) {
        super(card);
        this.manager = manager;
        this.message = message;
    }

    @Override
    final List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (DockerfileFacts.Command command : facts.commands()) {
            boolean leaves =
                    Install.of(command.shell())
                            .filter(install -> install.is(manager) && leaves(install))
                            .isPresent();
            if (leaves && !cleaned(facts, command) && !mounted(command)) {
                found.add(
                        new Evidence(
                                facts.at(command.shell().span()), message, mends(facts, command)));
            }
        }
        return found;
    }

    private boolean cleaned(DockerfileFacts facts, DockerfileFacts.Command command) {
        return facts.commands().stream()
                .filter(each -> each.run().equals(command.run()))
                .anyMatch(each -> cleans(each.shell()));
    }

    /** What is on a mount of the RUN is in no layer. */
    private static boolean mounted(DockerfileFacts.Command command) {
        return command.run()
                .flags("--mount")
                .anyMatch(flag ->
                        flag.text().contains("type=cache") || flag.text().contains("type=tmpfs"));
    }

    /** Whether a command of the manager's leaves something. */
    boolean leaves(Install install) {
        return install.installs();
    }

    /** What mends a command; nothing where no edit is safe. */
    List<Edit> mends(DockerfileFacts facts, DockerfileFacts.Command command) {
        return List.of();
    }

    /** Whether a command takes away what was left. */
    abstract boolean cleans(ShellCommand command);

    /** Whether a command is an {@code rm} of something below a path. */
    static boolean removes(ShellCommand command, String path) {
        return command.program().equals("rm")
                && command.arguments().stream().anyMatch(word -> word.value().startsWith(path));
    }
}
