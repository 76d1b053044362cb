package io.jsec.cli.setup;

import io.jsec.engine.AdmissionPolicy.Preset;
import java.io.Console;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code jsec setup}: prepares the host, once, as root. */
@Command(
        name = "setup",
        description = {
            "Prepares this host, once, as root: a user for the engine, ids for containers,"
                    + " control groups, views of the store. Says each change before making it.",
            "As an ordinary user it says what it would add."
        })
public final class SetupCommand implements Callable<Integer> {
    private static final int OK = 0;
    private static final int NOT_DONE = 1;

    private final Path policy;
    private final Setup setup;
    private final PrintStream out;
    private final PrintStream err;
    private final BooleanSupplier agreed;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Print this and do nothing else.")
    boolean help;

    @ArgGroup(exclusive = true)
    @Nullable Mode mode;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    boolean yes;

    @Option(
            names = "--slots",
            paramLabel = "N",
            description = "How many containers may run at once with ids of their own (64).")
    @Nullable Integer slots;

    @Option(
            names = "--workspace",
            paramLabel = "DIR[:as=ID,…]",
            description = "Let containers write to DIR as its owner, for their user ID (0).")
    List<String> workspaces = List.of();

    @Option(
            names = "--low-ports",
            description = "Let every user of this host listen on ports below 1024.")
    boolean lowPorts;

    @Option(
            names = "--preset",
            paramLabel = "PRESET",
            description =
                    "Write the admission policy: dev, ci or production. As an ordinary user, that"
                            + " of your own engine, and nothing else.")
    @Nullable String preset;

    /** What to do instead of making the changes. */
    static final class Mode {
        @Option(names = "--dry-run", description = "Only say what would be done.")
        boolean dryRun;

        @Option(names = "--check", description = "Say what is missing or differs; exit 1 then.")
        boolean check;

        @Option(names = "--undo", description = "Take back everything setup did.")
        boolean undo;

        @Option(
                names = "--import-rootfs",
                paramLabel = "DIR=NAME",
                description = "Copy an unpacked root file system into the store.")
        @Nullable String importRootfs;
    }

    /**
     * The command on this host.
     *
     * @param policy the file of the policy of this user's own engine
     */
    public SetupCommand(Path policy) {
        this(
                policy,
                Setup.ofThisHost(System.getProperty("jsec.home", Layout.INSTALLED)),
                System.out,
                System.err,
                SetupCommand::ask);
    }

    SetupCommand(
            Path policy, Setup setup, PrintStream out, PrintStream err, BooleanSupplier agreed) {
        this.policy = policy;
        this.setup = setup;
        this.out = out;
        this.err = err;
        this.agreed = agreed;
    }

    // JDK 25 returned to a console that is null without a terminal; the checker knows 22 to 24.
    @SuppressWarnings("SystemConsoleNull")
    private static boolean ask() {
        Console console = System.console();
        if (console == null || !console.isTerminal()) {
            throw SetupException.refused(
                    "setup", "nobody can be asked without a terminal", "add --yes");
        }
        String answer = console.readLine("Go on? [y/N] ");
        return answer != null && answer.strip().matches("[yY]|yes");
    }

    @Override
    public Integer call() {
        try {
            return run(mode == null ? new Mode() : mode);
        } catch (SetupException e) {
            err.println(e.getMessage());
            return e.exit();
        }
    }

    private int run(Mode wanted) {
        if (wanted.undo) {
            return undo();
        }
        if (wanted.importRootfs != null) {
            setup.requireRoot("setup --import-rootfs");
            RootfsImport.parse(wanted.importRootfs).run(setup, out);
            return OK;
        }
        Optional<Preset> asked = Optional.ofNullable(preset).map(PolicyFile::preset);
        if (asked.isPresent() && !setup.root()) {
            return PolicyFile.write(policy, asked.get(), wanted.check, wanted.dryRun, out);
        }
        OptionalInt number = slots == null ? OptionalInt.empty() : OptionalInt.of(slots);
        SetupOptions options =
                new SetupOptions(
                        number,
                        workspaces.stream().map(WorkspaceOption::parse).toList(),
                        lowPorts,
                        asked);
        List<String> missing = setup.missing(options);
        if (wanted.check) {
            return check(missing);
        }
        return make(options, missing, wanted.dryRun);
    }

    private int check(List<String> missing) {
        if (missing.isEmpty()) {
            out.println("setup is complete: nothing to do.");
            return OK;
        }
        out.println("missing or different; jsec setup would:");
        missing.forEach(words -> out.println("  " + words));
        return NOT_DONE;
    }

    private int make(SetupOptions options, List<String> missing, boolean dryRun) {
        if (missing.isEmpty()) {
            out.println("setup is complete: nothing to do.");
            return OK;
        }
        if (dryRun || !yes || !setup.root()) {
            out.println("jsec setup will:");
            missing.forEach(words -> out.println("  " + words));
        }
        if (dryRun) {
            out.println("nothing was changed (--dry-run).");
            return OK;
        }
        setup.requireRoot("setup");
        if (!yes && !agreed.getAsBoolean()) {
            out.println("nothing was changed.");
            return NOT_DONE;
        }
        out.println("setting up:");
        int made = setup.ensure(options, out);
        out.println(made + " changes made. Take them back with: jsec setup --undo");
        if (!setup.atBootRuns()) {
            out.println("systemd does not run here: at each boot, root must run " + Layout.AT_BOOT);
        }
        return OK;
    }

    private int undo() {
        setup.requireRoot("setup --undo");
        SetupRun run = setup.run(out);
        List<SetupJournal.Entry> entries = run.undoable();
        if (entries.isEmpty()) {
            out.println("setup did nothing here: nothing to take back.");
            return OK;
        }
        out.println(
                "jsec setup --undo takes back what setup did, all containers and images with it.");
        if (!yes) {
            entries.forEach(entry -> out.println("  " + entry.change().words()));
        }
        if (!yes && !agreed.getAsBoolean()) {
            out.println("nothing was changed.");
            return NOT_DONE;
        }
        run.undo();
        out.println("the host is as it was before.");
        return OK;
    }
}
