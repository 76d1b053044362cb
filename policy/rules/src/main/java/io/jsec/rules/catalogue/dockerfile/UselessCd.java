package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** RUN changes the folder for nobody. */
final class UselessCd extends DockerfileRule {
    UselessCd() {
        super(
                card(32, Severity.LOW)
                        .title("RUN changes the folder for nobody")
                        .sees("RUN whose only command is cd.")
                        .why(
                                "Each RUN begins in WORKDIR again, so what follows runs elsewhere "
                                        + "than meant.")
                        .fix("Use WORKDIR.")
                        .example("WORKDIR /srv"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Instruction run : facts.all(Keyword.RUN)) {
            List<DockerfileFacts.Command> commands =
                    facts.commands().stream().filter(each -> each.run().equals(run)).toList();
            if (!commands.isEmpty()
                    && commands.stream().allMatch(each -> each.shell().program().equals("cd"))) {
                found.add(at(facts, run.span(), "cd lasts to the end of this RUN"));
            }
        }
        return found;
    }
}
