/**
 * The rules over Dockerfiles.
 *
 * <p>They judge what a build would make of the file: stages, scopes and commands, not lines.
 *
 * <p>Callers: {@code io.jsec.rules.catalogue}.
 */
@NullMarked
package io.jsec.rules.catalogue.dockerfile;

import org.jspecify.annotations.NullMarked;
