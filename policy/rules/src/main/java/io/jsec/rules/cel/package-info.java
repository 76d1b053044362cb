/**
 * Rules of users: YAML files whose conditions are written in CEL (cel.dev) over declared types.
 *
 * <p>Classes of CEL are loaded when a file with rules is, and not before.
 */
@NullMarked
package io.jsec.rules.cel;

import org.jspecify.annotations.NullMarked;
