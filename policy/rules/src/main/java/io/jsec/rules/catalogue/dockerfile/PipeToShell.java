package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A script is fetched and run unread. */
final class PipeToShell extends DockerfileRule {
    private static final Set<String> SHELLS =
            Set.of(
                    "sh", "bash", "ash", "dash", "zsh", "ksh", "python", "python3", "perl", "ruby",
                    "node", "php", "source", "eval");
    private static final Set<String> FETCHERS = Set.of("curl", "wget", "aria2c");
    private static final Pattern SUBSTITUTED =
            Pattern.compile("[$][(]\\s*(curl|wget)\\b|`\\s*(curl|wget)\\b");

    PipeToShell() {
        super(
                card(13, Severity.HIGH)
                        .title("A script is fetched and run unread")
                        .sees(
                                "Pipes from curl or wget into a shell or interpreter, and shells "
                                        + "that run a substitution of them.")
                        .why(
                                "The server, or anybody who takes it over, runs commands in the "
                                        + "build.")
                        .fix("Fetch to a file, check its checksum or signature, then run it.")
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        List<DockerfileFacts.Command> commands = facts.commands();
        for (int i = 0; i < commands.size(); i++) {
            ShellCommand command = commands.get(i).shell();
            if (!SHELLS.contains(command.program())) {
                continue;
            }
            boolean piped = command.link() == ShellCommand.Link.PIPE && fetchedBefore(commands, i);
            boolean substituted =
                    command.arguments().stream()
                            .anyMatch(word -> SUBSTITUTED.matcher(word.value()).find());
            if (piped || substituted) {
                found.add(
                        at(
                                facts,
                                command.span(),
                                command.program() + " runs what was just fetched"));
            }
        }
        return found;
    }

    private static boolean fetchedBefore(List<DockerfileFacts.Command> commands, int index) {
        for (int i = index - 1; i >= 0; i--) {
            ShellCommand command = commands.get(i).shell();
            if (FETCHERS.contains(command.program())) {
                return true;
            }
            if (command.link() != ShellCommand.Link.PIPE) {
                return false;
            }
        }
        return false;
    }
}
