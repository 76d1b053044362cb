package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;
import java.util.Set;

/** System folders change their owner. */
final class ChownEverything extends CommandRule {
    private static final Set<String> SYSTEM =
            Set.of(
                    "",
                    "/bin",
                    "/sbin",
                    "/etc",
                    "/usr",
                    "/usr/bin",
                    "/usr/lib",
                    "/lib",
                    "/var",
                    "/usr/local",
                    "/usr/local/bin");

    ChownEverything() {
        super(
                card(75, Severity.MEDIUM)
                        .title("System folders change their owner")
                        .sees("chown -R of /, /etc, /usr, /bin, /lib or /var.")
                        .why("The account can then replace programs that root runs.")
                        .fix("Change the owner of the program's own folders only.")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        boolean recursive =
                command.program().equals("chown")
                        && command.arguments().stream()
                                .anyMatch(word ->
                                        word.value().matches("-[a-zA-Z]*R[a-zA-Z]*|--recursive"));
        Optional<String> folder =
                command.operands().stream()
                        .skip(1)
                        .map(word -> word.value().replaceAll("/+$", ""))
                        .filter(SYSTEM::contains)
                        .findFirst();
        return recursive && folder.isPresent()
                ? Optional.of(
                        "all below "
                                + (folder.get().isEmpty() ? "/" : folder.get())
                                + " changes its owner")
                : Optional.empty();
    }
}
