/**
 * A client of Docker's Engine API over a unix socket: HTTP/1.1 in blocking code, one connection a
 * request, with hijacked connections and multiplexed streams.
 *
 * <p>It knows no verb and prints nothing. What the engine sends has limits: a line of a header, the
 * headers together, a body that is read whole, a frame. It speaks the versions of the API from 1.24
 * to 1.50 and takes the newest that the engine has too.
 *
 * <p>Callers: {@code io.jsec.cli.docker}.
 *
 * @see <a href="https://docs.docker.com/reference/api/engine/">Docker Engine API</a>
 */
@NullMarked
package io.jsec.cli.client;

import org.jspecify.annotations.NullMarked;
