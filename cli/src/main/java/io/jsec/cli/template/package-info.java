/**
 * The part of Go's text templates that users of docker type behind {@code --format}: fields,
 * pipelines, variables, if, with, range, and docker's functions.
 *
 * <p>It is pure: text and values in, text out. It has no {@code define}, {@code template} and
 * {@code block}, no {@code call}, {@code html}, {@code js} and {@code urlquery}: whoever writes one
 * is told where. A value is one of null, Boolean, Long, Double, String, List, Map, {@link
 * io.jsec.cli.template.Fields} and {@link io.jsec.cli.template.GoNil}.
 *
 * <p>It must never look a field up by reflection, and never read anything.
 *
 * <p>Callers: {@code io.jsec.cli.docker}.
 */
@NullMarked
package io.jsec.cli.template;

import org.jspecify.annotations.NullMarked;
