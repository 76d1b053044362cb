package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Expanded;
import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Stage;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** EXPOSE names no port. */
final class BadPort extends DockerfileRule {
    BadPort() {
        super(
                card(61, Severity.LOW)
                        .title("EXPOSE names no port")
                        .sees(
                                "Words of EXPOSE with variables resolved; fails where one is no "
                                        + "port, range or protocol.")
                        .why("The build fails, or the port means nothing.")
                        .fix(
                                "Write a number from 1 to 65535, with /tcp, /udp or /sctp behind "
                                        + "it."));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Stage stage : facts.file().stages()) {
            for (Instruction expose : stage.instructions()) {
                if (expose.keyword() == Keyword.EXPOSE) {
                    for (Text word : expose.words()) {
                        Expanded port = facts.scopes().before(expose).expand(word);
                        if (port.known() && !isPort(word, port)) {
                            found.add(at(facts, word.span(), word.value() + " is no port"));
                        }
                    }
                }
            }
        }
        return found;
    }

    private static boolean isPort(Text word, Expanded port) {
        return Ports.range(word, port)
                .filter(range ->
                        range.first() >= 1
                                && range.last() <= 0xffff
                                && range.first() <= range.last())
                .isPresent();
    }
}
