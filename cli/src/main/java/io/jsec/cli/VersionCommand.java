package io.jsec.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code jsec version}. */
@Command(name = "version", description = "Print the version of jsec and of the Java it runs on.")
final class VersionCommand implements Callable<Integer> {
    /** The version of this source tree; a test holds it to the build's. */
    static final String VERSION = "0.1.0";

    @Mixin HelpOption help = new HelpOption();

    private final Environment environment;

    VersionCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        environment
                .out()
                .println("jsec " + VERSION + " (Java " + Runtime.version().feature() + ")");
        return ExitCode.OK;
    }
}
