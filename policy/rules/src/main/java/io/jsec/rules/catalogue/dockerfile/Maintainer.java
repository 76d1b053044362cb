package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Edit;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import java.util.ArrayList;
import java.util.List;

/** MAINTAINER is out of use. */
final class Maintainer extends DockerfileRule {
    Maintainer() {
        super(
                card(9, Severity.INFO)
                        .title("MAINTAINER is out of use")
                        .sees("The instruction MAINTAINER.")
                        .why("Docker has deprecated it; tools read labels.")
                        .fix("Use the label org.opencontainers.image.authors.")
                        .example("LABEL org.opencontainers.image.authors=\"me\""));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Instruction instruction : facts.all(Keyword.MAINTAINER)) {
            SourceLocation place = facts.at(instruction.span());
            String text = instruction.words().stream().map(Text::value).findFirst().orElse("");
            boolean plain = !text.isEmpty() && text.indexOf('"') < 0 && text.indexOf('\\') < 0;
            String label = "LABEL org.opencontainers.image.authors=\"" + text + "\"";
            List<Edit> edits = plain ? List.of(new Edit.ReplaceText(place, label)) : List.of();
            found.add(new Evidence(place, "MAINTAINER is deprecated", edits));
        }
        return found;
    }
}
