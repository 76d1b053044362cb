/**
 * The tamper-evident journal: a hash-chained record of calls, decisions and launches.
 *
 * <p>It never drops or rewrites an entry, and never decides anything from what it holds.
 *
 * <p>Callers: {@code io.jsec.engine}, {@code io.jsec.daemon} and the command line.
 */
@NullMarked
package io.jsec.journal;

import org.jspecify.annotations.NullMarked;
