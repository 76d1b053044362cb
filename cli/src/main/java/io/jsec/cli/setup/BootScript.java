package io.jsec.cli.setup;

import java.util.List;
import java.util.stream.Collectors;

/** The shell script that makes again what lies in memory only: mounts, control groups, modes. */
final class BootScript {
    private BootScript() {}

    /** A script that tries every command and fails if one failed. */
    static String of(List<Change> changes) {
        StringBuilder text =
                new StringBuilder(
                        """
                        #!/bin/sh
                        # Written by jsec setup: what is gone after each boot. Run by root.
                        set -u
                        status=0
                        """);
        for (Change change : changes) {
            for (List<String> command : change.atBoot()) {
                text.append(line(command)).append(" || status=1\n");
            }
        }
        return text.append("exit $status\n").toString();
    }

    private static String line(List<String> command) {
        return command.stream().map(BootScript::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        if (word.matches("[A-Za-z0-9_./,:=@%+-]+")) {
            return word;
        }
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
