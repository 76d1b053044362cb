package io.jsec.cli.setup;

import io.jsec.engine.AdmissionPolicy.Preset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is asked for.
 *
 * @param slots how many containers may each have their own ids at once; nothing: as it is, else 64
 * @param workspaces directories containers may write to as their owner
 * @param lowPorts whether ordinary users may listen on ports below 1024
 * @param preset of the admission policy; nothing: it stays as it is
 */
public record SetupOptions(
        OptionalInt slots,
        List<WorkspaceOption> workspaces,
        boolean lowPorts,
        Optional<Preset> preset) {
    /** Slots where nobody asked for a number. */
    static final int SLOTS_DEFAULT = 64;

    /** The helper's own bound. */
    static final int SLOTS_MAX = 4096;

    /** Copied; the number of slots within its bounds. */
    public SetupOptions {
        workspaces = List.copyOf(workspaces);
        if (slots.isPresent() && (slots.getAsInt() < 1 || slots.getAsInt() > SLOTS_MAX)) {
            throw SetupException.refused(
                    "--slots " + slots.getAsInt(),
                    "1 to " + SLOTS_MAX + " are possible",
                    "--slots " + SLOTS_DEFAULT);
        }
    }

    /** Without a policy. */
    SetupOptions(OptionalInt slots, List<WorkspaceOption> workspaces, boolean lowPorts) {
        this(slots, workspaces, lowPorts, Optional.empty());
    }

    /** What {@code jsec setup} does without options. */
    public static SetupOptions defaults() {
        return new SetupOptions(OptionalInt.empty(), List.of(), false);
    }
}
