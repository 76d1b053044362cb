/**
 * Containers: life cycle, exec, logs, statistics, events, volumes, state and admission.
 *
 * <p>It never speaks HTTP, never builds a plan step itself and never reads the environment.
 *
 * <p>Callers: {@code io.jsec.builder}, {@code io.jsec.daemon} and the command line.
 */
@NullMarked
package io.jsec.engine;

import org.jspecify.annotations.NullMarked;
