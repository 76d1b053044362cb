/**
 * System calls, one file per kernel facility, and the probes of the host. A failed call is a typed
 * exception that carries its errno.
 *
 * <p>It never decides: no policy, no defaults, no knowledge of containers.
 *
 * <p>Callers: every module below {@code runtime}, and the command line.
 */
@NullMarked
package io.jsec.linux;

import org.jspecify.annotations.NullMarked;
