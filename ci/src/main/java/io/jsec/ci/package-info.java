/**
 * The verbs that need no engine, {@code policy} and {@code audit}, as {@code jsec-ci.jar} and
 * {@code jsec} offer them.
 *
 * <p>Only {@link io.jsec.ci.Main} reads the process's environment.
 *
 * <p>Callers: the command line.
 */
@NullMarked
package io.jsec.ci;

import org.jspecify.annotations.NullMarked;
