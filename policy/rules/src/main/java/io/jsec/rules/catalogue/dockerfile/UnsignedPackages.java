package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.dockerfile.ShellCommand.Word;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;
import java.util.regex.Pattern;

/** Signatures of packages are not checked. */
final class UnsignedPackages extends CommandRule {
    private static final Pattern APT =
            Pattern.compile(
                    "(?i)AllowUnauthenticated|AllowInsecureRepos"
                            + "itories|AllowWeakRepositories");

    UnsignedPackages() {
        super(
                card(15, Severity.HIGH)
                        .title("Signatures of packages are not checked")
                        .sees(
                                "Options of apt, apk, yum, dnf, zypper and rpm that accept "
                                        + "unsigned packages, and sources marked as trusted.")
                        .why("Anybody between the build and the mirror can put in a package.")
                        .fix("Install the key of the repository, and drop the option.")
                        .maps(Framework.CIS_1_6, "4.11")
                        .maps(Framework.OWASP_DOCKER, "D08")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        String program = command.program();
        for (Word word : command.arguments()) {
            String text = word.value();
            boolean off =
                    switch (program) {
                        case "apt", "apt-get", "aptitude" ->
                                text.equals("--allow-unauthenticated")
                                        || text.equals("--force-yes")
                                        || APT.matcher(text).find();
                        case "apk" -> text.equals("--allow-untrusted");
                        case "yum", "dnf", "microdnf" ->
                                text.equals("--nogpgcheck") || text.equals("--setopt=gpgcheck=0");
                        case "zypper" ->
                                text.equals("--no-gpg-checks")
                                        || text.equals("--allow-unsigned-rpm");
                        case "rpm" -> text.equals("--nosignature") || text.equals("--nodigest");
                        case "echo", "printf" -> text.matches("(?s)deb.*\\[[^\\]]*trusted=yes.*");
                        default -> false;
                    };
            if (off) {
                return Optional.of(program + " takes packages without a valid signature");
            }
        }
        return Optional.empty();
    }
}
