/**
 * Reads live sources for an audit: the host, the engines over their API, saved images,
 * certificates. Collectors only read, run beside each other, and say what they could not read.
 */
@NullMarked
package io.jsec.audit.collect;

import org.jspecify.annotations.NullMarked;
