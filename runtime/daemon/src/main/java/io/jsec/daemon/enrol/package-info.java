/**
 * The enrolment listener: where a client that has a token gets its first certificate, and where a
 * client that has a certificate renews it.
 *
 * <p>It is a port of its own, and nothing of the engine's API is there. It is open while a token
 * is, on loopback and private addresses only; where renewal is on, it is open always, and whoever
 * shows no certificate of this authority gets no further than the handshake unless a token is open.
 *
 * <h2>Protocol</h2>
 *
 * TLS 1.3, one HTTP/1.1 request a connection, JSON:
 *
 * <pre>
 * GET  /ca      the roots in PEM
 * GET  /crl     the lists of revocations in PEM
 * POST /enroll  {"token": …, "request": a signing request in PEM, "name": … where it is asked for}
 * POST /renew   nothing: the certificate of the TLS client is the one that is renewed
 * </pre>
 *
 * Both POSTs answer {@code {"name", "role", "serial", "notAfter", "renewalDue", "ca",
 * "certificate"}}, the last two in PEM. Whatever is refused has {@code {"message"}}: 400 for what
 * cannot be understood, 403 for what is refused, 404 for every other path, 405, 408, 411, 413, 429,
 * 431, and 503 where the authority cannot answer.
 *
 * <p>A client asks twice: once {@code GET /ca} without trust, from which it takes the root that its
 * token names, and then, trusting that root alone, {@code POST /enroll}. No secret is sent before.
 *
 * <p>It never reads more than its limits say, never keeps a connection beyond its time, and never
 * logs a token.
 *
 * <p>Callers: the command line.
 */
@NullMarked
package io.jsec.daemon.enrol;

import org.jspecify.annotations.NullMarked;
