/**
 * The jsec command: verbs, output, exit codes, and the composition root in which every other module
 * is wired by hand.
 *
 * <p>It is never imported by another module; only here is the environment read.
 *
 * <p>Callers: nobody: it is the top.
 */
@NullMarked
package io.jsec.cli;

import org.jspecify.annotations.NullMarked;
