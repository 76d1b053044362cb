/**
 * One Dockerfile parser for the auditor and the builder.
 *
 * <p>It never runs an instruction, fetches a context or resolves an image.
 *
 * <p>Callers: {@code io.jsec.rules}, {@code io.jsec.audit}, {@code io.jsec.builder} and the command
 * line.
 */
@NullMarked
package io.jsec.dockerfile;

import org.jspecify.annotations.NullMarked;
