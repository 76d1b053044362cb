/**
 * The edge of the API: connections become requests, and each request runs as blocking code on a
 * virtual thread.
 *
 * <p>Netty's event loops read and write bytes and decode HTTP/1.1 (RFC 9112); nothing else happens
 * on them. A connection reads from its socket only when somebody waits for more, so that a slow
 * handler slows its client down and holds no more than one buffer. A writer waits while the
 * socket's buffer is full.
 *
 * <p>It must never know what a path means, and never block an event loop.
 *
 * <p>Callers: {@code io.jsec.daemon}, and the command line, which gives it its sockets.
 */
@NullMarked
package io.jsec.daemon.edge;

import org.jspecify.annotations.NullMarked;
