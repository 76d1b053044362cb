/**
 * Reads saved images: archives of {@code docker save} in both layouts, OCI image layouts as folders
 * and as archives. It turns them into the facts of images, with the files of their layers that
 * matter.
 *
 * <p>An image comes from anywhere. Nothing of it is unpacked, run or followed; names are compared
 * only; each digest is checked; entries, bytes, names, nesting and the ratio of compression are
 * bounded. Where a limit or a format ends the reading of layers, their files are unknown and the
 * image is a problem, never passed.
 *
 * <p>Layers are plain or compressed by gzip; other compressions are refused by their names.
 *
 * <p>Callers: {@code io.jsec.audit} and {@code io.jsec.audit.collect}.
 */
@NullMarked
package io.jsec.audit.saved;

import org.jspecify.annotations.NullMarked;
