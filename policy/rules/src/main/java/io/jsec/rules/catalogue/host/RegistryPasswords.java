package io.jsec.rules.catalogue.host;

import io.jsec.rules.Edit;
import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.HostFacts.HostFile;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.EnumSet;

/** Passwords for registries can be read by others. */
final class RegistryPasswords extends FilesRule {
    private static final int READABLE = 0044;
    private static final int OWN = 0700;

    RegistryPasswords() {
        super(
                RuleCard.of("JSEC-F-013", Severity.HIGH, Section.FILES)
                        .title("Passwords for registries can be read by others")
                        .sees(
                                "config.json in the folder .docker of the accounts, where it "
                                        + "holds passwords; fails where the group or everybody "
                                        + "may read "
                                        + "it and the folders above let them through.")
                        .why(
                                "Who has the password pulls private images, and pushes others "
                                        + "in their place.")
                        .fix(
                                "chmod 0600 the file; change the passwords where others could "
                                        + "read them; use a credential helper.")
                        .maps(Framework.OWASP_DOCKER, "D03")
                        .maps(Framework.NIST_800_190, "4.2.1"),
                EnumSet.of(Role.REGISTRY_PASSWORDS));
    }

    @Override
    Verdict judge(HostFacts facts, HostFile file) {
        return file.mode()
                .judge(
                        0,
                        (mode, at) ->
                                (mode & READABLE) == 0
                                        ? Verdict.pass()
                                        : Verdict.fail(
                                                at,
                                                "%s has the mode %04o and holds passwords"
                                                        .formatted(file.path(), mode),
                                                new Edit.SetMode(file.path(), mode & OWN)));
    }
}
