package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.List;

/** Neither AppArmor nor SELinux confines containers. */
final class EngineNoProfiles extends EngineRule {
    EngineNoProfiles() {
        super(
                card(203, Severity.MEDIUM)
                        .title("Neither AppArmor nor SELinux confines containers")
                        .sees(
                                "Security options of the engine; rootless engines are not "
                                        + "judged, as they cannot load profiles.")
                        .why(
                                "One mistake in a mount or a capability is enough: no second "
                                        + "wall stands behind it.")
                        .fix(
                                "Install AppArmor, or switch selinux-enabled on where the host "
                                        + "has SELinux.")
                        .maps(Framework.CIS_1_6, "5.2", "5.3")
                        .maps(Framework.OWASP_DOCKER, "D05")
                        .maps(Framework.NIST_800_190, "4.4.3")
                        .maps(Framework.NSA_CISA, "AppArmor", "SELinux"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        return facts.securityOptions()
                .judge(
                        List.of(),
                        (options, at) -> {
                            if (!named(options, "rootless").isEmpty()) {
                                return new Verdict.NotApplicable("the engine is rootless");
                            }
                            boolean confined =
                                    !named(options, "apparmor").isEmpty()
                                            || !named(options, "selinux").isEmpty();
                            return Verdict.failIf(!confined, at, "no profiles are loaded");
                        });
    }
}
