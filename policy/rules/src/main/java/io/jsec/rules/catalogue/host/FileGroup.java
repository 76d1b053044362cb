package io.jsec.rules.catalogue.host;

import io.jsec.rules.Framework;
import io.jsec.rules.HostFacts;
import io.jsec.rules.HostFacts.HostFile;
import io.jsec.rules.HostFacts.Role;
import io.jsec.rules.RuleCard;
import io.jsec.rules.Section;
import io.jsec.rules.Severity;
import io.jsec.rules.Verdict;
import java.util.EnumSet;

/** Files of the engine belong to another group. */
final class FileGroup extends FilesRule {
    FileGroup() {
        super(
                RuleCard.of("JSEC-F-014", Severity.INFO, Section.FILES)
                        .title("Files of the engine belong to another group")
                        .sees(
                                "Units, configuration, certificates and keys of engines; "
                                        + "fails where their group is not root. What the group "
                                        + "may do "
                                        + "is judged by other rules.")
                        .why("A mode that is loosened later opens the file to that group.")
                        .fix("chown root:root the file.")
                        .strict()
                        .maps(
                                Framework.CIS_1_6,
                                "3.1",
                                "3.3",
                                "3.5",
                                "3.7",
                                "3.9",
                                "3.11",
                                "3.13",
                                "3.17",
                                "3.19",
                                "3.22")
                        .maps(Framework.NIST_800_190, "4.5.5"),
                EnumSet.of(
                        Role.UNIT,
                        Role.FOLDER,
                        Role.CONFIGURATION,
                        Role.DEFAULTS,
                        Role.REGISTRY_CERTIFICATE,
                        Role.REGISTRY_KEY,
                        Role.TLS_CERTIFICATE,
                        Role.TLS_KEY));
    }

    @Override
    Verdict judge(HostFacts facts, HostFile file) {
        return file.group()
                .judge(
                        "root",
                        (group, at) ->
                                Verdict.failIf(
                                        !group.equals("root"),
                                        at,
                                        file.path() + " belongs to the group " + group));
    }
}
