package io.jsec.engine;

import java.util.List;

/** Judges a container before it is made, with every default applied and every link resolved. */
interface Admission {
    /**
     * What is judged.
     *
     * @param name of the container
     * @param config merged with the image's
     * @param host defaults applied
     * @param mounts with real sources
     */
    record Facts(String name, ContainerConfig config, HostConfig host, List<MountPlan> mounts) {
        /** Copied. */
        public Facts {
            mounts = List.copyOf(mounts);
        }
    }

    /**
     * What was decided against.
     *
     * @param rule its id
     * @param what was asked for
     * @param why it may not be
     * @param instead the way out
     */
    record Denial(String rule, String what, String why, String instead) {
        String sentence() {
            return "%s %s refused: %s. Instead: %s".formatted(rule, what, why, instead);
        }

        EngineException exception() {
            return EngineException.forbidden(rule, sentence());
        }
    }

    /** Everything against it; none for what may be. */
    List<Denial> judge(Facts facts);
}
