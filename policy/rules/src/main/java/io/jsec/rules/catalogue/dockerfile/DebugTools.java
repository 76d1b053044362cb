package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.dockerfile.ShellCommand.Word;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;
import java.util.Set;

/** Tools of attackers and debuggers are installed. */
final class DebugTools extends CommandRule {
    private static final Set<String> TOOLS =
            Set.of(
                    "nmap",
                    "netcat",
                    "netcat-openbsd",
                    "netcat-traditional",
                    "ncat",
                    "telnet",
                    "tcpdump",
                    "strace",
                    "gdb",
                    "socat",
                    "wireshark",
                    "tshark",
                    "hping3");

    DebugTools() {
        super(
                card(71, Severity.INFO)
                        .title("Tools of attackers and debuggers are installed")
                        .sees(
                                "Packages such as netcat, nmap, tcpdump, strace and gdb in "
                                        + "installs of the last stage.")
                        .why("They help an intruder more than anybody else.")
                        .fix("Install them in a stage of their own for debugging.")
                        .strict()
                        .maps(Framework.CIS_1_6, "4.3")
                        .maps(Framework.NIST_800_190, "4.1.2"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        boolean last =
                facts.last()
                        .filter(stage -> stage.instructions().contains(where.run()))
                        .isPresent();
        return Install.of(command)
                .filter(install -> last && install.installs())
                .flatMap(install ->
                        install.packages().stream()
                                .map(Word::value)
                                .filter(TOOLS::contains)
                                .findFirst())
                .map(name -> name + " is installed");
    }
}
