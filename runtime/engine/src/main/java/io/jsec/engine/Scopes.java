package io.jsec.engine;

/** What the parts of one client's view have in common. */
final class Scopes {
    private Scopes() {}

    /**
     * Refuses what types into a container.
     *
     * @param what is asked for
     */
    static void checkInput(Access access, String what) {
        if (access.has(Restraint.NO_INPUT)) {
            throw EngineException.forbidden(
                    Restraint.NO_INPUT.rule(),
                    what,
                    "this role types nothing into a container",
                    "the same without -i");
        }
    }
}
