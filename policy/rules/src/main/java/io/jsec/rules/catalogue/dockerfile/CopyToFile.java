package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** Several files are copied onto one. */
final class CopyToFile extends DockerfileRule {
    CopyToFile() {
        super(
                card(60, Severity.LOW)
                        .title("Several files are copied onto one")
                        .sees(
                                "COPY and ADD with several sources, or a pattern, and a target "
                                        + "without a slash at its end.")
                        .why("The build fails, or all but one file are lost.")
                        .fix("End the target with a slash."));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Instruction copy : facts.file().instructions()) {
            boolean copies = copy.keyword() == Keyword.COPY || copy.keyword() == Keyword.ADD;
            List<Text> words = copies ? copy.words() : List.of();
            String target = words.isEmpty() ? "" : words.getLast().value();
            boolean folder =
                    target.endsWith("/")
                            || target.endsWith(".")
                            || target.endsWith("\\")
                            || target.contains("$");
            if (words.size() > 2 && !folder) {
                found.add(at(facts, words.getLast().span(), target + " is no folder by its name"));
            }
        }
        return found;
    }
}
