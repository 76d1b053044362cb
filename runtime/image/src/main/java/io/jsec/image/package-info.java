/**
 * Images: names, registry client, content store, layers and their unpacking.
 *
 * <p>It never executes anything that came from an image, and never follows a link of one.
 *
 * <p>Callers: {@code io.jsec.engine}, {@code io.jsec.builder} and the command line.
 *
 * <h2>On disk</h2>
 *
 * <pre>
 * STORE/images/DIGEST12/
 *   oci-layout  index.json  blobs/sha256/…   an OCI image layout; DIGEST12 is the start of the
 *                                            manifest's digest, in lower-case hexadecimal digits
 *   rootfs/                                  its layer, unpacked, in owner form
 * </pre>
 *
 * <p>A folder appears there complete, by one rename; work in progress is beside it under a name
 * that starts with a dot.
 */
@NullMarked
package io.jsec.image;

import org.jspecify.annotations.NullMarked;
