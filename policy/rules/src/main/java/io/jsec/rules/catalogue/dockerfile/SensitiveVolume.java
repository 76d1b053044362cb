package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.Instruction;
import io.jsec.dockerfile.Keyword;
import io.jsec.dockerfile.Text;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Evidence;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** VOLUME covers a folder of the system. */
final class SensitiveVolume extends DockerfileRule {
    private static final Set<String> SYSTEM =
            Set.of(
                    "",
                    "/bin",
                    "/boot",
                    "/dev",
                    "/etc",
                    "/lib",
                    "/lib64",
                    "/proc",
                    "/root",
                    "/run",
                    "/sbin",
                    "/sys",
                    "/usr",
                    "/var",
                    "/var/run");

    SensitiveVolume() {
        super(
                card(59, Severity.MEDIUM)
                        .title("VOLUME covers a folder of the system")
                        .sees("Paths of VOLUME; fails for /, /etc, /usr, /var/run and the like.")
                        .why(
                                "A volume made there hides the files of the image, or keeps old "
                                        + "ones over updates.")
                        .fix("Use a folder of the program.")
                        .maps(Framework.OWASP_DOCKER, "D04")
                        .maps(Framework.NIST_800_190, "4.5.5"));
    }

    @Override
    List<Evidence> find(DockerfileFacts facts) {
        List<Evidence> found = new ArrayList<>();
        for (Instruction volume : facts.all(Keyword.VOLUME)) {
            for (Text word : volume.words()) {
                String path = word.value().replaceAll("/+$", "");
                if (SYSTEM.contains(path) || path.endsWith(".sock")) {
                    found.add(at(facts, word.span(), word.value() + " belongs to the system"));
                }
            }
        }
        return found;
    }
}
