package io.jsec.rules.catalogue.dockerfile;

import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Edit;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** apt is called where apt-get is meant. */
final class AptCommand extends DockerfileRule {
    private static final Set<String> SAME =
            Set.of("install", "update", "upgrade", "remove", "purge", "autoremove", "clean");

    AptCommand() {
        super(
                card(38, Severity.INFO)
                        .title("apt is called where apt-get is meant")
                        .sees("Calls of apt in RUN.")
                        .why(
                                "apt is for people: its options and output may change in any "
                                        + "release.")
                        .fix("Call apt-get.")
                        .example("RUN apt-get install -y curl"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (DockerfileFacts.Command command : facts.commands()) {
            if (command.shell().program().equals("apt")) {
                SourceLocation place = facts.at(command.shell().words().getFirst().span());
                boolean same =
                        command.shell().words().getFirst().value().equals("apt")
                                && command.shell().operands().stream()
                                        .findFirst()
                                        .filter(verb -> SAME.contains(verb.value()))
                                        .isPresent();
                List<Edit> edits =
                        same ? List.of(new Edit.ReplaceText(place, "apt-get")) : List.of();
                found.add(new Evidence(place, "apt has no stable interface", edits));
            }
        }
        return found;
    }
}
