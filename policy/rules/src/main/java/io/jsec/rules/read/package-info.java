/**
 * Turns the bytes of files and answers into facts, with the place of each value.
 *
 * <p>It opens no file, and knows no rule.
 *
 * <p>Callers: {@code io.jsec.rules.compose}, {@code io.jsec.audit}.
 */
@NullMarked
package io.jsec.rules.read;

import org.jspecify.annotations.NullMarked;
