package io.jsec.launch;

/** Masks and read-only paths, after everything is mounted: {@link HiddenPaths} says which. */
final class HiddenSteps {
    private HiddenSteps() {}

    static void add(PlanDraft draft) {
        // Before the masks: a read-only /proc is /proc bound on itself, with all that is on it.
        for (String path : HiddenPaths.readOnly(draft.spec().confinement().procReadOnly())) {
            draft.add(new Step.ReadOnly(path));
        }
        for (String path : HiddenPaths.masked(draft.host().possibleCpus())) {
            draft.add(new Step.Mask(path));
        }
    }
}
