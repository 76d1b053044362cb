/**
 * {@code jsec ca} and {@code jsec enroll}: the verbs of the private certificate authority, and of
 * its clients on other hosts.
 *
 * <p>It never takes a passphrase from the command line, prints no secret but a token, writes a
 * private key nowhere but where {@code --out} says. It takes a token from the command line, which
 * works once and not for long, or from standard input; {@code jsec ca} opens no socket but for
 * {@code token --listen}.
 *
 * <p>Callers: the command line, which also says what the process was given.
 */
@NullMarked
package io.jsec.cli.ca;

import org.jspecify.annotations.NullMarked;
