/**
 * The Docker Engine API over a unix socket and mutual TLS: routes, streams, authentication and
 * roles.
 *
 * <p>It never makes a decision that belongs to the engine or to the policy.
 *
 * <p>Callers: the command line.
 */
@NullMarked
package io.jsec.daemon;

import org.jspecify.annotations.NullMarked;
