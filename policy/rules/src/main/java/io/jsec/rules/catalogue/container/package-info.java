/**
 * The rules over containers, whether an engine tells of them, a compose file describes them, or a
 * client asks for them.
 *
 * <p>Callers: {@code io.jsec.rules.catalogue}.
 */
@NullMarked
package io.jsec.rules.catalogue.container;

import org.jspecify.annotations.NullMarked;
