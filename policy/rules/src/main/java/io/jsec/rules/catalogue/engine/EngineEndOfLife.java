package io.jsec.rules.catalogue.engine;

import io.jsec.rules.EngineFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The engine gets no repairs any more. */
final class EngineEndOfLife extends EngineRule {
    private static final Pattern VERSION = Pattern.compile("([0-9]{1,4})[.]([0-9]{1,4})[.-].*");
    private static final int MAJOR_MIN = 20;
    private static final int MINOR_MIN = 10;

    EngineEndOfLife() {
        super(
                card(210, Severity.HIGH)
                        .title("The engine gets no security repairs any more")
                        .sees(
                                "Version of Docker engines; fails below 20.10, which "
                                        + "distributions still repair.")
                        .why("Known holes of the engine and its runtime stay open.")
                        .fix("Update the engine.")
                        .maps(Framework.CIS_1_6, "1.2.2")
                        .maps(Framework.OWASP_DOCKER, "D02")
                        .maps(Framework.OWASP_CHEATSHEET, "0")
                        .maps(Framework.NIST_800_190, "4.4.1", "4.5.3")
                        .maps(Framework.NSA_CISA, "upgrade"));
    }

    @Override
    public Verdict judge(EngineFacts facts) {
        return facts.product().equals("Docker")
                ? facts.version()
                        .judge("", (version, at) -> Verdict.failIf(isOld(version), at, version))
                : new Verdict.NotApplicable("versions of other engines are not known here");
    }

    private static boolean isOld(String version) {
        Matcher parts = VERSION.matcher(version);
        if (!parts.matches()) {
            return false;
        }
        int major = Integer.parseInt(parts.group(1));
        int minor = Integer.parseInt(parts.group(2));
        // A version of 0 is a build without one.
        return major > 0 && (major < MAJOR_MIN || (major == MAJOR_MIN && minor < MINOR_MIN));
    }
}
