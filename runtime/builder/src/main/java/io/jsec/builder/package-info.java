/**
 * Builds images from Dockerfiles, each step in a container of the engine.
 *
 * <p>It never runs an instruction outside a container.
 *
 * <p>Callers: {@code io.jsec.daemon} and the command line.
 */
@NullMarked
package io.jsec.builder;

import org.jspecify.annotations.NullMarked;
