package io.jsec.cli.setup;

import java.io.PrintStream;
import java.util.List;

/** What the other verbs need of setup: whether it was made, what it would add, making it. */
public final class Setup {
    private final SetupHost host;
    private final String distribution;

    Setup(SetupHost host, String distribution) {
        this.host = host;
        this.distribution = distribution;
    }

    /**
     * Setup of the host this runs on.
     *
     * @param distribution the folder that holds bin, lib and share: the system property jsec.home
     */
    public static Setup ofThisHost(String distribution) {
        return new Setup(new LinuxHost(distribution + "/lib/jsec-views"), distribution);
    }

    /** Whether the caller may change the host. */
    public boolean root() {
        return host.root();
    }

    /**
     * What is missing or differs, one sentence each, in the order in which it would be made; for an
     * ordinary user as far as he may look. Empty: nothing to do.
     *
     * @throws SetupException if it cannot be made as asked
     */
    public List<String> missing(SetupOptions options) {
        return pending(options).stream().map(Change::words).toList();
    }

    /**
     * Makes what is missing, saying each change before it is made.
     *
     * @return how many changes were made
     * @throws SetupException if the caller is not root, or the host does not do as it is told
     */
    public int ensure(SetupOptions options, PrintStream out) {
        requireRoot("jsec setup");
        List<Change> pending = pending(options);
        new SetupRun(host, out).apply(pending);
        return pending.size();
    }

    List<Change> pending(SetupOptions options) {
        options.preset()
                .ifPresent(preset ->
                        PolicyFile.check(Layout.POLICY, preset, host.read(Layout.POLICY)));
        SetupFacts facts = new FactsReader(host).read(distribution, options);
        return SetupPlanner.plan(facts, options).stream()
                .filter(change -> !change.holds(host))
                .toList();
    }

    /** The engine's ids once setup was made. */
    EngineIds ids() {
        SetupFacts facts = new FactsReader(host).read(distribution, SetupOptions.defaults());
        boolean made = facts.users().stream().anyMatch(user -> user.name().equals(Layout.USER));
        if (!made || host.stat(Layout.ROOT_FILE_SYSTEMS).isEmpty()) {
            throw SetupException.refused(
                    "this", "jsec is not set up on this host yet", self() + " setup");
        }
        return EngineIdsChoice.choose(facts, SetupOptions.defaults(), 0);
    }

    SetupRun run(PrintStream out) {
        return new SetupRun(host, out);
    }

    /** Whether a boot makes again by itself what it forgets. */
    boolean atBootRuns() {
        return host.linkTarget(Layout.UNIT_WANTED).isPresent();
    }

    SetupHost host() {
        return host;
    }

    void requireRoot(String command) {
        if (!host.root()) {
            throw SetupException.refused(
                    command, "only root can change the host", "sudo " + self() + " setup --yes");
        }
    }

    /** How the caller would start this jsec again. */
    String self() {
        return distribution + "/bin/jsec";
    }
}
