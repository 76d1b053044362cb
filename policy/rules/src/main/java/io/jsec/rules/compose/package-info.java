/**
 * Compose files: several files, variables, extension and inclusion become one model, and each
 * service the facts of a container.
 *
 * <p>Source: the Compose Specification. Files outside the tree are not read, and nothing is run.
 *
 * <p>Callers: {@code io.jsec.audit}.
 */
@NullMarked
package io.jsec.rules.compose;

import org.jspecify.annotations.NullMarked;
