/**
 * The rules over running engines and what they keep: images, networks, volumes and swarms.
 *
 * <p>Callers: {@code io.jsec.rules.catalogue}.
 */
@NullMarked
package io.jsec.rules.catalogue.engine;

import org.jspecify.annotations.NullMarked;
