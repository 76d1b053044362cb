package io.jsec.cli.setup;

import io.jsec.cli.setup.SetupJournal.Entry;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** Makes changes one after the other, or takes them back in the opposite order. */
final class SetupRun {
    private static final int PIDS_NAMED_MAX = 8;

    private final SetupHost host;
    private final PrintStream out;

    SetupRun(SetupHost host, PrintStream out) {
        this.host = host;
        this.out = out;
    }

    /** Says, writes down, makes: each change in turn. */
    void apply(List<Change> changes) {
        SetupJournal journal = SetupJournal.open(host);
        for (Change change : changes) {
            out.println("  " + change.words());
            String before = journal.begin(change);
            change.apply(host, before);
            if (!change.holds(host)) {
                throw SetupException.failed(change.words(), "it was done and does not hold");
            }
        }
    }

    /** What undo would take back, newest first. */
    List<Entry> undoable() {
        return SetupJournal.open(host).entries().reversed();
    }

    /** Takes everything back; refuses while something of the engine's runs. */
    void undo() {
        SetupJournal journal = SetupJournal.open(host);
        refuseWhileRunning(journal.entries());
        for (Entry entry : journal.entries().reversed()) {
            out.println("  take back: " + entry.change().words());
            entry.change().undo(host, entry.before());
            journal.undone(entry);
        }
        journal.close();
    }

    private void refuseWhileRunning(List<Entry> entries) {
        long uid = -1;
        long first = 0;
        long count = 0;
        for (Entry entry : entries) {
            if (entry.change() instanceof SystemUser user) {
                uid = user.uid();
            }
            if (entry.change() instanceof SubordinateIds ids) {
                first = ids.first();
                count = ids.count();
            }
        }
        List<Long> pids = host.processesOf(uid, first, count);
        if (!pids.isEmpty()) {
            String named =
                    pids.stream()
                            .limit(PIDS_NAMED_MAX)
                            .map(String::valueOf)
                            .collect(Collectors.joining(", "));
            throw SetupException.refused(
                    "setup --undo",
                    "containers or the engine still run (process " + named + ")",
                    "stop them first: jsec ps, or kill " + pids.getFirst());
        }
    }
}
