/**
 * The private certificate authority: root, intermediates, leaves, renewal, revocation and
 * enrolment.
 *
 * <p>It never listens on a socket and never writes a private key outside the folder it was given.
 *
 * <p>Callers: {@code io.jsec.audit} (to inspect certificates), {@code io.jsec.daemon} and the
 * command line.
 */
@NullMarked
package io.jsec.ca;

import org.jspecify.annotations.NullMarked;
