package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;

/** FROM is bound to one platform. */
final class ConstantPlatform extends DockerfileRule {
    ConstantPlatform() {
        super(
                card(5, Severity.INFO)
                        .title("FROM is bound to one platform")
                        .sees("The --platform flag of each FROM; fails where it is a constant.")
                        .why(
                                "The build ignores the platform that was asked for, and emulation "
                                        + "hides it.")
                        .fix("Use $BUILDPLATFORM or $TARGETPLATFORM, or leave the flag out.")
                        .strict());
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Instruction from : facts.all(Keyword.FROM)) {
            from.flag("--platform")
                    .filter(flag -> !flag.text().contains("$"))
                    .ifPresent(flag ->
                            found.add(
                                    at(
                                            facts,
                                            flag.span(),
                                            "the platform is always " + flag.text())));
        }
        return found;
    }
}
