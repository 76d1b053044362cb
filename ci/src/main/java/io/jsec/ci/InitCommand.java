package io.jsec.ci;

import io.jsec.audit.PolicyInit;
import io.jsec.rules.catalogue.Catalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jsec policy init}: writes a commented start. */
@Command(
        name = "init",
        description =
                "Write .jsec.yaml and .jsec/waivers.yaml with comments; nothing is "
                        + "overwritten.")
final class InitCommand implements CiCommand {
    @Mixin HelpOption help = new HelpOption();

    @Option(
            names = "--baseline",
            description = "Write .jsec/baseline.json too: what is found today does not fail.")
    boolean baseline;

    private final CiEnvironment environment;

    InitCommand(CiEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        PolicyInit.write(
                        environment.directory(),
                        baseline,
                        Catalogue.rules(),
                        environment.clock(),
                        CiEnvironment.VERSION)
                .forEach(line -> environment.out().println(line));
        environment.out().flush();
        return 0;
    }
}
