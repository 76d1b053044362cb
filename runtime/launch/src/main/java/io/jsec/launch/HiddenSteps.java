package io.jsec.launch;

/** Masks and read-only paths, after everything is mounted: {@link HiddenPaths} says which. */
final class HiddenSteps {
    private HiddenSteps() {}

    static void add(PlanDraft draft) {
        for (String path : HiddenPaths.masked(draft.host().possibleCpus())) {
            draft.add(new Step.Mask(path));
        }
        for (String path : HiddenPaths.READ_ONLY) {
            draft.add(new Step.ReadOnly(path));
        }
    }
}
