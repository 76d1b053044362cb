/**
 * Images: names, registry client, content store, layers and their unpacking.
 *
 * <p>It never executes anything that came from an image.
 *
 * <p>Callers: {@code io.jsec.engine}, {@code io.jsec.builder} and the command line.
 */
@NullMarked
package io.jsec.image;

import org.jspecify.annotations.NullMarked;
