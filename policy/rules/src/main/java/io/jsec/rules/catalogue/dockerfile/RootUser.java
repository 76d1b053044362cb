package io.jsec.rules.catalogue.dockerfile;

import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.List;

/** The image runs as root. */
final class RootUser extends DockerfileRule {
    RootUser() {
        super(
                card(1, Severity.HIGH)
                        .title("The image runs as root")
                        .sees(
                                "The USER in effect at the end of the last stage, with arguments "
                                        + "and earlier stages resolved; fails where it is "
                                        + "root, by name or "
                                        + "number.")
                        .why(
                                "A process that breaks out of its program is root in the "
                                        + "container, and one flaw of the kernel away from the "
                                        + "host.")
                        .fix("Create an account and end the last stage with its USER.")
                        .example("USER 10001:10001")
                        .maps(Framework.CIS_1_6, "4.1")
                        .maps(Framework.OWASP_DOCKER, "D01")
                        .maps(Framework.OWASP_CHEATSHEET, "2")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "non-root"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        return facts
                .last()
                .flatMap(stage -> facts.scopes().end(stage).user())
                .filter(user -> user.value().known() && isRoot(user.value().text()))
                .map(user ->
                        at(facts, user.by().span(), "the image runs as " + user.value().text()))
                .stream()
                .toList();
    }

    static boolean isRoot(String user) {
        String name = user.strip().split(":", -1)[0];
        return name.equals("root") || name.matches("0+");
    }
}
