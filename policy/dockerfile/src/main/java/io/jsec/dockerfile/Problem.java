package io.jsec.dockerfile;

/**
 * What Docker refuses or warns of when it reads the file.
 *
 * @param span where
 * @param message what is wrong, one sentence without a full stop
 */
public record Problem(Span span, String message) {}
