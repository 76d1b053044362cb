package io.jsec.rules.catalogue.dockerfile;

import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import java.util.List;

/** What Docker refuses when it reads the file. */
final class SyntaxProblem extends DockerfileRule {
    SyntaxProblem() {
        super(
                RuleCard.of("JSEC-P-001", Severity.MEDIUM, Section.DOCKERFILE)
                        .title("Docker refuses the file, or reads it otherwise than meant")
                        .sees("Every line of the file as Docker reads it.")
                        .why("The build fails, and what the line was to do is not judged.")
                        .fix("Correct the line."));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        return facts.file().problems().stream()
                .map(problem -> at(facts, problem.span(), problem.message()))
                .toList();
    }
}
