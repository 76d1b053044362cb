/**
 * The rules over the files of an image's layers.
 *
 * <p>They look at what the image holds, also where a later layer takes it away; what it says of
 * itself is judged elsewhere. Callers: {@code io.jsec.rules.catalogue}.
 */
@NullMarked
package io.jsec.rules.catalogue.image;

import org.jspecify.annotations.NullMarked;
