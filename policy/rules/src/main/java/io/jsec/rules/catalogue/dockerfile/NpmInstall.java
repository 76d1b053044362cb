package io.jsec.rules.catalogue.dockerfile;

import io.jsec.dockerfile.ShellCommand;
import io.jsec.rules.DockerfileFacts;
import io.jsec.rules.Framework;
import io.jsec.rules.Severity;
import java.util.Optional;

/** npm install ignores the lock file. */
final class NpmInstall extends CommandRule {
    NpmInstall() {
        super(
                card(52, Severity.INFO)
                        .title("npm install ignores the lock file")
                        .sees("npm install without packages.")
                        .why("It may take newer versions than the ones that were tested.")
                        .fix("Use npm ci.")
                        .strict()
                        .maps(Framework.OWASP_DOCKER, "D08"));
    }

    @Override
    Optional<String> broken(
            ShellCommand command, DockerfileFacts.Command where, DockerfileFacts facts) {
        return Install.of(command)
                .filter(install ->
                        install.is(Install.Manager.NPM)
                                && (install.verb().equals("install") || install.verb().equals("i"))
                                && install.packages().isEmpty())
                .map(install -> "npm install may change versions");
    }
}
