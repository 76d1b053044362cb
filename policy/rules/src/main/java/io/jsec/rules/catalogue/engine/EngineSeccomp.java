package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** The engine filters no system calls. */
final class EngineSeccomp extends EngineRule {
    EngineSeccomp() {
        super(
                card(202, Severity.HIGH)
                        .title("The engine runs containers without a seccomp filter")
                        .sees(
                                "Security options of the engine; fails where seccomp is missing"
                                        + " or its profile is unconfined.")
                        .why(
                                "Every system call of the kernel is open to a program that was "
                                        + "taken over.")
                        .fix("Remove seccomp-profile, or use a kernel with seccomp.")
                        .maps(Framework.CIS_1_6, "2.17", "5.22")
                        .maps(Framework.OWASP_DOCKER, "D04", "D05")
                        .maps(Framework.OWASP_CHEATSHEET, "6")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "seccomp"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        return facts.securityOptions()
                .judge(
                        List.of(),
                        (options, at) -> {
                            List<String> seccomp = named(options, "seccomp");
                            boolean open =
                                    seccomp.stream().anyMatch(each -> each.contains("unconfined"));
                            return Verdict.failIf(
                                    seccomp.isEmpty() || open,
                                    at,
                                    open
                                            ? "the default profile is unconfined"
                                            : "there is no filter");
                        });
    }
}
