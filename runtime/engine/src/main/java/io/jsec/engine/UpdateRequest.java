package io.jsec.engine;

import java.util.Optional;

/**
 * What of a container changes while it lives.
 *
 * @param resources what is not 0 or empty counts
 * @param restart absent for the one it has
 */
public record UpdateRequest(Resources resources, Optional<RestartPolicy> restart) {}
