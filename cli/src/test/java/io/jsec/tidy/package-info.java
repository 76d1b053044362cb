/**
 * Tests that read the source tree: the arrows between modules and the conventions that a machine
 * can hold.
 *
 * <p>It never starts jsec and looks at nothing outside the tree.
 *
 * <p>Callers: nobody.
 */
@NullMarked
package io.jsec.tidy;

import org.jspecify.annotations.NullMarked;
