package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Stage;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.List;
import java.util.Optional;

/** The image has no HEALTHCHECK. */
final class NoHealthcheck extends DockerfileRule {
    NoHealthcheck() {
        super(
                card(27, Severity.LOW)
                        .title("The image has no HEALTHCHECK")
                        .sees(
                                "Whether the last stage, or one it starts from, says how to check "
                                        + "it; not judged for images that only offer files.")
                        .why(
                                "A program that hangs looks alive, and is neither restarted nor "
                                        + "taken out.")
                        .fix(
                                "Say how to check it, or HEALTHCHECK NONE where something else "
                                        + "does.")
                        .example("HEALTHCHECK CMD [\"/app\", \"--check\"]")
                        .maps(Framework.CIS_1_6, "4.6")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        Optional<Stage> last = facts.last();
        if (last.isEmpty() || facts.scopes().end(last.get()).base().isScratch()) {
            return List.of();
        }
        Optional<Stage> stage = last;
        boolean runs = false;
        while (stage.isPresent()) {
            for (Instruction instruction : stage.get().instructions()) {
                runs |=
                        instruction.keyword() == Keyword.CMD
                                || instruction.keyword() == Keyword.ENTRYPOINT;
                if (instruction.keyword() == Keyword.HEALTHCHECK) {
                    return List.of();
                }
            }
            stage = facts.scopes().parent(stage.get());
        }
        return runs
                ? List.of(
                        at(
                                facts,
                                last.get().from().span(),
                                "nothing tells whether the program works"))
                : List.of();
    }
}
