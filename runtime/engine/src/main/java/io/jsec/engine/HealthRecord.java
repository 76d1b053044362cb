package io.jsec.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * What is kept of a container's health: one row, which goes with the container's.
 *
 * @param containerId whose
 * @param run when the run began that it is of; of another run it says nothing
 * @param view as of the last check
 */
record HealthRecord(String containerId, Instant run, HealthView view) {
    /** The health of a container, where this is of its last run. */
    Optional<HealthView> of(ContainerRecord container) {
        return run.equals(container.state().past().startedAt())
                ? Optional.of(view)
                : Optional.empty();
    }
}
