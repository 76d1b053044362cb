package io.jsec.rules.catalogue.image;

import io.jsec.rules.Framework;
import io.jsec.rules.ImageFacts.ImageFile;
import io.jsec.rules.SensitiveFile;
import io.jsec.rules.Severity;
import java.util.Optional;
import java.util.regex.Pattern;

/** sudo asks for no password. */
final class SudoWithoutPassword extends ImageFileRule {
    private static final Pattern EVERYTHING =
            Pattern.compile(
                    "(?m)^[ \\t]*(?!root[ \\t]|Defaults)[^#\\s][^=#\\n]*=[^#\\n]*NOPASSWD:"
                            + "[ \\t]*(?:[A-Z]+:[ \\t]*)*ALL\\b");

    SudoWithoutPassword() {
        super(
                card(113, Severity.MEDIUM)
                        .title("sudo gives every command without a password")
                        .sees(
                                "/etc/sudoers and /etc/sudoers.d; fails for NOPASSWD with ALL "
                                        + "commands for "
                                        + "another user than root.")
                        .why(
                                "Whoever breaks into the process is root in the container, and "
                                        + "no-new-privileges cannot be used.")
                        .fix("Do without sudo; run what needs root before USER.")
                        .maps(Framework.CIS_1_6, "4.8")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.OWASP_CHEATSHEET, "4")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> fault(ImageFile file) {
        boolean sudoers =
                SensitiveFile.of(file.path()).filter(SensitiveFile.SUDOERS::equals).isPresent();
        return !file.deleted() && sudoers && EVERYTHING.matcher(file.head()).find()
                ? Optional.of("gives every command without a password")
                : Optional.empty();
    }
}
