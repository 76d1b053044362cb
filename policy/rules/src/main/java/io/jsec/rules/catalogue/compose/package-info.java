/**
 * The rules over what only a compose file tells.
 *
 * <p>Callers: {@code io.jsec.rules.catalogue}.
 */
@NullMarked
package io.jsec.rules.catalogue.compose;

import org.jspecify.annotations.NullMarked;
