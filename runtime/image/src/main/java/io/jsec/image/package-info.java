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
 * STORE/oci/                an OCI image layout: oci-layout, index.json, blobs/sha256/…
 * STORE/layers/NAME/        a layer, unpacked once, in owner form: a lower directory of overlays
 * STORE/layers/NAME.json    its record: digest, sizes, what was left out
 * STORE/layers/none/        the lower directory of an image without layers
 * STORE/ingest/N/           work in progress; all of it goes at the next start
 * STORE/images.lock         the flock of the process that has the store open
 * STORE/images/DIGEST12/    the embedded probe of containers without an engine: an image layout of
 *                           its own and rootfs/, its one layer unpacked
 * </pre>
 *
 * <p>NAME is the first 24 hexadecimal digits of the SHA-256 of the uncompressed layer; the record
 * holds all 64, and a layer whose record says another digest is refused. In index.json an image has
 * one descriptor for each of its names ({@code org.opencontainers.image.ref.name}, in full), or one
 * without a name; {@code io.jsec.image.tagged} and {@code io.jsec.image.parent} are ours. An
 * image's id is the digest of its configuration.
 *
 * <p>A file or folder appears complete, by one rename, after its bytes are on disk; order: layers,
 * blobs, index.json. So a kill leaves at most files that nothing names, which the next start
 * removes. A layer goes record first, then its folder, away from its place before it is emptied.
 *
 * <p>In a layer a whiteout is a character device 0:0 and an opaque folder has {@code
 * user.overlay.opaque=y}, as overlays with {@code userxattr} take them; an opaque root is in the
 * record, and ends the list of lower directories. Device nodes are left out. Extended attributes
 * are kept where they are {@code user.*} or file capabilities.
 *
 * <p>STORE/images/DIGEST12 appears complete by one rename too; work in progress is beside it under
 * a name that starts with a dot.
 *
 * <h2>Names of files</h2>
 *
 * <p>Within this package a name of an archive or a layer is a String of one character for each
 * byte: see {@link io.jsec.image.RawName}.
 */
@NullMarked
package io.jsec.image;

import org.jspecify.annotations.NullMarked;
