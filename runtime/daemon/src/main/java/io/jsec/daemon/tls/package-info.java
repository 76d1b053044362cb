/**
 * What TLS sockets of an engine show and whom they trust: the server's current certificate, and the
 * clients of the engine's own authority.
 *
 * <p>It must never listen on a socket, trust another authority than the engine's own, or show a
 * certificate whose time is over.
 *
 * <p>Callers: {@code io.jsec.daemon.edge}, and the command line, which wires it.
 */
@NullMarked
package io.jsec.daemon.tls;

import org.jspecify.annotations.NullMarked;
