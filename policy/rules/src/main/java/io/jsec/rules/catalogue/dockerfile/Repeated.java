package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Stage;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import java.util.ArrayList;
import java.util.List;

/** Instructions of which only the last in a stage counts. */
final class Repeated {
    private Repeated() {}

    /** All but the last of a stage. */
    static List<Evidence> all(DockerfileFacts facts, Keyword keyword) {
        List<Evidence> found = new ArrayList<>();
        for (Stage stage : facts.file().stages()) {
            List<Instruction> each =
                    stage.instructions().stream().filter(i -> i.keyword() == keyword).toList();
            for (Instruction instruction : each.subList(0, Math.max(0, each.size() - 1))) {
                found.add(
                        DockerfileRule.at(
                                facts, instruction.span(), "another " + keyword + " follows"));
            }
        }
        return found;
    }
}
