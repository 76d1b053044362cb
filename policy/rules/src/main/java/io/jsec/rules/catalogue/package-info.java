/**
 * The built-in catalogue: every rule that jsec ships, collected from the packages of rules.
 *
 * <p>It only collects. Callers: whoever evaluates, and the documentation.
 */
@NullMarked
package io.jsec.rules.catalogue;

import org.jspecify.annotations.NullMarked;
