/**
 * {@code jsec ca}: the verbs of the private certificate authority.
 *
 * <p>It never takes a secret from the command line, prints none, writes a private key nowhere but
 * where {@code --out} says, and opens no socket.
 *
 * <p>Callers: the command line, which also says what the process was given.
 */
@NullMarked
package io.jsec.cli.ca;

import org.jspecify.annotations.NullMarked;
