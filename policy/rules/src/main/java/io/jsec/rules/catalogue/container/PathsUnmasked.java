package io.jsec.rules.catalogue.container;

import io.jsec.rules.ContainerFacts;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Framework;
import io.jsec.rules.Located;
import io.jsec.rules.Severity;
import io.jsec.rules.SourceLocation;
import io.jsec.rules.Verdict;
import java.util.List;

/** Paths below /proc and /sys are not masked. */
final class PathsUnmasked extends ContainerRule {
    private static final Located<String> DEFAULT =
            new Located<>("/proc/kcore", SourceLocation.whole("default"));

    PathsUnmasked() {
        super(
                card(514, Severity.HIGH)
                        .title("Paths below /proc and /sys are not masked")
                        .sees("Security options; fails for systempaths=unconfined.")
                        .why("Switches of the kernel can be read and written.")
                        .fix("Remove the option.")
                        .maps(Framework.CIS_1_6, "5.6")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.NIST_800_190, "4.4.3"));
    }

    @Override
    public Verdict judge(ContainerFacts facts) {
        Verdict asked =
                any(
                        facts,
                        ContainerSetting.SECURITY_OPT,
                        text -> text.matches("systempaths[:=]unconfined"),
                        "{}");
        // Clients send an empty list for the option; engines write null where nothing was asked.
        return Verdict.all(
                List.of(
                        asked,
                        facts.get(ContainerSetting.MASKED_PATHS)
                                .judge(
                                        List.of(DEFAULT),
                                        (paths, at) ->
                                                Verdict.failIf(
                                                        paths.isEmpty(),
                                                        at,
                                                        "nothing is masked"))));
    }
}
