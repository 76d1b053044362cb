/**
 * The rule catalogue: facts, rules, evaluation, waivers and verdicts. Host audit, files and
 * admission are judged by the same rules.
 *
 * <p>It never does I/O, reads a clock or depends on where its facts came from.
 *
 * <p>Callers: {@code io.jsec.audit}, {@code io.jsec.engine}, {@code io.jsec.builder}, {@code
 * io.jsec.daemon} and the command line.
 */
@NullMarked
package io.jsec.rules;

import org.jspecify.annotations.NullMarked;
