/**
 * The rules over engine configurations.
 *
 * <p>Callers: {@code io.jsec.rules.catalogue}.
 */
@NullMarked
package io.jsec.rules.catalogue.daemon;

import org.jspecify.annotations.NullMarked;
