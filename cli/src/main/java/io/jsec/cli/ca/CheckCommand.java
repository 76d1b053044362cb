package io.jsec.cli.ca;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.ca.Authority;
import io.jsec.cli.client.JsonTree;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jsec ca check}: whether the authority is whole. */
@Command(
        name = "check",
        description = {
            "Check the CA's directory: modes, records, keys, what ends soon, the clock.",
            "Exit status 0: all is well; 1: a sentence each, with what to do."
        })
final class CheckCommand implements CaCommand {
    @Mixin HelpOption help = new HelpOption();
    @Mixin KeyOptions keys = new KeyOptions();
    @Mixin RootOptions root = new RootOptions();
    @Mixin OutputOptions output = new OutputOptions();

    @Option(
            names = "--accept-clock",
            description = {
                "The clock is right, and the later time this CA has seen was wrong: issue again",
                "from now on."
            })
    boolean acceptClock;

    private final CaEnvironment environment;

    CheckCommand(CaEnvironment environment) {
        this.environment = environment;
    }

    @Override
    public int run() {
        output.check();
        Path directory = keys.place.directory(environment);
        if (acceptClock) {
            keys.place.open(environment).acceptClock();
        }
        List<String> found =
                Authority.check(
                        directory,
                        root.secrets(keys, environment),
                        environment.clock(),
                        environment.random());
        output.write(
                environment,
                "ca-check",
                () ->
                        found.isEmpty()
                                ? "the CA in " + directory + " is whole\n"
                                : String.join("\n", found) + "\n",
                () -> {
                    ObjectNode data = JsonTree.object();
                    data.put("directory", directory.toString());
                    data.put("whole", found.isEmpty());
                    found.forEach(data.putArray("findings")::add);
                    return data;
                });
        return found.isEmpty() ? OK : DENIED;
    }
}
