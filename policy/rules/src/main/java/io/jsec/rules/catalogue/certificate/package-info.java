/**
 * The rules over certificates of engines and their clients.
 *
 * <p>Callers: {@code io.jsec.rules.catalogue}.
 */
@NullMarked
package io.jsec.rules.catalogue.certificate;

import org.jspecify.annotations.NullMarked;
