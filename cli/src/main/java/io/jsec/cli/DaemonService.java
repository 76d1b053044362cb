package io.jsec.cli;

import io.jsec.audit.IoReason;
import io.jsec.cli.units.Installation;
import io.jsec.cli.units.Service;
import io.jsec.cli.units.Systemctl;
import io.jsec.cli.units.Systemd;
import io.jsec.daemon.DaemonConfig;
import io.jsec.linux.HostFiles;
import io.jsec.linux.HostView;
import io.jsec.linux.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code jsec daemon install} and {@code uninstall}: the engine as a service of systemd. */
final class DaemonService {
    private static final Path INSTALLED = Path.of("/usr/local/lib/jsec/bin/jsec");
    static final Path SYSTEM_UNITS = Path.of("/etc/systemd/system");

    private final Environment environment;
    private final boolean system;

    private DaemonService(Environment environment, boolean user) {
        this.environment = environment;
        this.system = Identity.uid() == 0;
        if (system && user) {
            throw CliException.refused(
                    Code.UNSUPPORTED,
                    "--user",
                    "root has no engine of its own",
                    "no --user, for the system's engine");
        }
    }

    /** Options of both. */
    static final class Options {
        @Option(
                names = "--user",
                description =
                        "The engine of this user, which is the default but for root: root's is the"
                                + " system's.")
        boolean user;

        @Option(names = "--dry-run", description = "Print every file and command, do nothing.")
        boolean dryRun;
    }

    /** {@code jsec daemon install}. */
    @Command(
            name = "install",
            description =
                    "Have systemd start the engine: this user's own, or the system's for root.")
    static final class Install implements Callable<Integer> {
        @Mixin Options options = new Options();

        @Mixin HelpOption help = new HelpOption();

        @Option(
                names = "--socket",
                description =
                        "Start it when a client connects, and end it after 30 minutes without"
                                + " clients and containers that run.")
        boolean socket;

        private final Environment environment;

        Install(Environment environment) {
            this.environment = environment;
        }

        @Override
        public Integer call() {
            DaemonService service = new DaemonService(environment, options.user);
            return service.carryOut(
                    "install", socket, options.dryRun, service::describe, service::install);
        }
    }

    /** {@code jsec daemon uninstall}. */
    @Command(
            name = "uninstall",
            description = "Stop the engine's service and remove what install made, nothing else.")
    static final class Uninstall implements Callable<Integer> {
        @Mixin Options options = new Options();

        @Mixin HelpOption help = new HelpOption();

        private final Environment environment;

        Uninstall(Environment environment) {
            this.environment = environment;
        }

        @Override
        public Integer call() {
            DaemonService service = new DaemonService(environment, options.user);
            return service.carryOut(
                    "uninstall",
                    false,
                    options.dryRun,
                    Installation::describeUninstall,
                    Installation::uninstall);
        }
    }

    /** What is done with an installation. */
    private interface Work {
        void with(Installation installation) throws IOException, Installation.RefusedException;
    }

    private int carryOut(String word, boolean socket, boolean dryRun, Work describe, Work work) {
        Systemd manager = new Systemctl(environment.variables());
        Installation installation = new Installation(service(socket), manager, environment.out());
        try {
            (dryRun ? describe : work).with(installation);
            return ExitCode.OK;
        } catch (Installation.RefusedException e) {
            throw CliException.refused(
                    Code.SERVICE,
                    "jsec daemon " + word,
                    String.valueOf(e.getMessage()),
                    e.instead());
        } catch (IOException e) {
            throw CliException.failed(
                    Code.SERVICE,
                    "jsec daemon " + word,
                    IoReason.of(e),
                    "a folder of units this user may write to");
        } finally {
            environment.out().flush();
        }
    }

    /** Says all, and at its end what would keep it from being done. */
    private void describe(Installation installation) throws IOException {
        installation.describeInstall();
        check(installation);
    }

    private void install(Installation installation)
            throws IOException, Installation.RefusedException {
        check(installation);
        installation.install();
        if (!system) {
            environment
                    .out()
                    .println(
                            "it ends when this user has no session left, unless root said"
                                    + " loginctl enable-linger "
                                    + System.getProperty("user.name"));
        }
    }

    private void check(Installation installation) throws IOException {
        if (system && !Files.isExecutable(INSTALLED)) {
            throw CliException.refused(
                    Code.SYSTEM_USER,
                    "jsec daemon install",
                    "the system's engine needs the user jsec and a copy that it can read",
                    "jsec setup, before this");
        }
        Path socket = places().api();
        if (!installation.isThere() && EngineLock.answers(socket)) {
            throw CliException.refused(
                    Code.ENGINE_THERE,
                    "jsec daemon install",
                    "an engine that is no service serves unix://" + socket,
                    "ending that one before this");
        }
    }

    private EnginePlaces places() {
        Places places = system ? Places.ofSystem() : Places.here(environment);
        return EnginePlaces.here(places, environment);
    }

    private Service service(boolean socket) {
        Path command = system ? INSTALLED : Distribution.here().command();
        return new Service(
                system,
                socket,
                system ? SYSTEM_UNITS : EnginePlaces.userUnits(environment),
                command,
                environment.variable("JAVA_HOME"),
                group());
    }

    /** Of the system engine's socket: as its configuration says, else its own. */
    private String group() {
        Path file = places().daemonJson();
        if (!system || !Files.exists(HostFiles.here().at(file.toString()))) {
            return HostView.SYSTEM_USER;
        }
        DaemonConfig config = DaemonCommand.read(file);
        return config.group().orElse(HostView.SYSTEM_USER);
    }
}
