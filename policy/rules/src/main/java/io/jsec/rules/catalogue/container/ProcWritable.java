package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;

/** Processes may write below /proc. */
final class ProcWritable extends ContainerRule {
    ProcWritable() {
        super(
                card(314, Severity.MEDIUM)
                        .title("Processes may write below /proc")
                        .sees("Security options of jsec; fails for jsec.proc=writable.")
                        .why(
                                "A process may write the memory and settings of other "
                                        + "processes of its user.")
                        .fix("Remove the option.")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        return any(
                facts,
                ContainerSetting.SECURITY_OPT,
                text -> text.matches("jsec[.]proc[:=]writable"),
                "{}");
    }
}
