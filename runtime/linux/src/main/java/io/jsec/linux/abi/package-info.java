/**
 * Constants and struct layouts of the kernel's interface, with the header each comes from.
 *
 * <p>It never calls anything: no native access and no imports from {@code io.jsec.linux}.
 *
 * <p>Callers: {@code io.jsec.linux} and the modules that may import it.
 */
@NullMarked
package io.jsec.linux.abi;

import org.jspecify.annotations.NullMarked;
