/**
 * The engine as a service of systemd, and renewals by a timer: which files and commands that takes,
 * and the two verbs that carry them out.
 *
 * <p>Nothing of somebody else's is written over or removed: a file of ours begins with a checksum
 * of the rest.
 *
 * <p>Callers: {@code io.jsec.cli} and {@code io.jsec.cli.ca}.
 */
@NullMarked
package io.jsec.cli.units;

import org.jspecify.annotations.NullMarked;
