package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Flag;
import io.jsec.dockerfile.Stage;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A stage is used by nobody. */
final class UnusedStage extends DockerfileRule {
    UnusedStage() {
        super(
                card(8, Severity.INFO)
                        .title("A stage is used by nobody")
                        .sees("Stages before the last one that no FROM, COPY or mount names.")
                        .why("It is built for nothing, or a name was mistyped.")
                        .fix("Remove it, or name it with --target on purpose.")
                        .strict());
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        List<Stage> stages = facts.file().stages();
        for (Stage stage : stages.subList(0, Math.max(0, stages.size() - 1))) {
            if (stages.stream().noneMatch(other -> uses(facts, other, stage))) {
                found.add(at(facts, stage.from().span(), "nothing below uses this stage"));
            }
        }
        return found;
    }

    private static boolean uses(DockerfileFacts facts, Stage user, Stage used) {
        if (facts.scopes().parent(user).filter(used::equals).isPresent()) {
            return true;
        }
        return user.instructions().stream()
                .flatMap(each -> Stream.concat(each.flags("--from"), each.flags("--mount")))
                .map(Flag::text)
                .map(text -> text.replaceAll(".*\\bfrom=([^,]*).*", "$1"))
                .anyMatch(text ->
                        facts.file().stage(text, user.index()).filter(used::equals).isPresent());
    }
}
