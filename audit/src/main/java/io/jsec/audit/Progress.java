package io.jsec.audit;

/** Is told how far a run has come; any thread may tell. */
@FunctionalInterface
public interface Progress {
    /** Nobody watches. */
    Progress NONE = (what, done, all) -> {};

    /**
     * One more step is begun.
     *
     * @param what is looked at now
     * @param done steps that are finished
     * @param all steps that there are
     */
    void step(String what, int done, int all);
}
