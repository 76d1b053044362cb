package io.jsec.cli;

import io.jsec.launch.IdMaps;
import io.jsec.launch.LauncherPaths;
import io.jsec.launch.OneShot;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code jsec rm}: removes containers that were started without {@code --rm}. */
@Command(name = "rm", description = "Remove containers that were kept, by name or id.")
final class RmCommand implements Callable<Integer> {
    @Mixin HelpOption help = new HelpOption();

    @Option(
            names = {"-f", "--force"},
            description = "Kill a container that is running.")
    boolean force;

    @Parameters(arity = "1..*", paramLabel = "CONTAINER", description = "Names or ids.")
    List<String> names = new ArrayList<>();

    private final Environment environment;

    RmCommand(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        Distribution distribution = Distribution.here();
        ContainerStore store = new ContainerStore(Places.here(environment).store());
        List<Path> found = names.stream().map(store::find).distinct().toList();
        List<ContainerStore.Claim> claims = new ArrayList<>();
        for (Path directory : found) {
            claims.add(claim(store, directory));
        }
        claims.addAll(store.claimStale());
        names.forEach(environment.out()::println);
        environment.out().flush();
        // The launcher keeps the locks: nobody else removes the same at the same time.
        claims.forEach(claim -> claim.lock().closeOnExec(false));
        throw OneShot.remove(
                new LauncherPaths(distribution.launcher(), Optional.empty()),
                IdMaps.of(LaunchIdentity.ofEngine()),
                claims.stream().map(ContainerStore.Claim::directory).toList(),
                environment.variables());
    }

    private ContainerStore.Claim claim(ContainerStore store, Path directory) {
        Optional<ContainerStore.Claim> claim = store.claim(directory);
        if (claim.isEmpty() && force) {
            RunningContainer.kill(store, directory);
            claim = store.claim(directory);
        }
        return claim.orElseThrow(() ->
                CliException.refused(
                                Code.CONTAINER,
                                "jsec rm " + directory.getFileName(),
                                "the container is running: stop the container before"
                                        + " removing or force remove",
                                "jsec rm -f " + directory.getFileName())
                        .withExit(ExitCode.FINDINGS));
    }
}
