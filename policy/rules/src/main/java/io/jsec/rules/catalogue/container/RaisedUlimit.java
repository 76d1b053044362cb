package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** A resource limit is raised. */
final class RaisedUlimit extends ContainerRule {
    RaisedUlimit() {
        super(
                card(312, Severity.INFO)
                        .title("A resource limit is raised")
                        .sees(
                                "Ulimits of open files and processes; fails for unlimited and more "
                                        + "than 1,048,576.")
                        .why("Limits protect the host from a program that runs wild.")
                        .fix("Set the limit that the program needs.")
                        .maps(Framework.CIS_1_6, "5.19")
                        .maps(Framework.OWASP_DOCKER, "D07")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(
                facts,
                ContainerSetting.ULIMITS,
                text ->
                        text.matches("(nofile|nproc)=.*")
                                && raised(text.substring(text.lastIndexOf(':') + 1)),
                "{}");
    }

    private static boolean raised(String hard) {
        return hard.equals("-1")
                || hard.matches("[0-9]{8,}")
                || (hard.matches("[0-9]{7}") && Integer.parseInt(hard) > 1_048_576);
    }
}
