/**
 * Launch plans: compiled from a specification, verified, explained, encoded, and handed to the C
 * program jsec-launch, which executes them and decides nothing.
 *
 * <p>It never starts a process by itself and never weakens a plan after it was verified.
 *
 * <p>Callers: {@code io.jsec.engine} and the command line.
 */
@NullMarked
package io.jsec.launch;

import org.jspecify.annotations.NullMarked;
