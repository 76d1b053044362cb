package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.dockerfile.ShellCommand.Word;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An account gets the user id 0. */
final class SecondRoot extends CommandRule {
    private static final Set<String> TOOLS = Set.of("useradd", "adduser", "usermod");

    SecondRoot() {
        super(
                card(67, Severity.HIGH)
                        .title("An account gets the user id 0")
                        .sees("useradd, adduser and usermod with the user id 0.")
                        .why("The account is root by another name, and checks by name miss it.")
                        .fix("Give the account an id of its own.")
                        .maps(Framework.CIS_1_6, "4.1")
                        .maps(Framework.OWASP_DOCKER, "D01")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        if (!TOOLS.contains(command.program())) {
            return Optional.empty();
        }
        List<Word> words = command.arguments();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i).value();
            boolean next =
                    (word.equals("-u") || word.equals("--uid"))
                            && i + 1 < words.size()
                            && words.get(i + 1).value().matches("0+");
            if (next || word.matches("--uid=0+|-u0+")) {
                return Optional.of("the account has the rights of root");
            }
        }
        return Optional.empty();
    }
}
