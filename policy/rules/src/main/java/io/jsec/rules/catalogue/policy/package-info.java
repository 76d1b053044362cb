/**
 * The rules over waivers.
 *
 * <p>Callers: {@code io.jsec.rules.catalogue}.
 */
@NullMarked
package io.jsec.rules.catalogue.policy;

import org.jspecify.annotations.NullMarked;
