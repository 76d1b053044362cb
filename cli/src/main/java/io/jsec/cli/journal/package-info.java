/**
 * What {@code jsec journal} prints: entries and verdicts as text, the filter of entries, and the
 * witness that an engine tells its heads to.
 *
 * <p>It never writes to a journal. Callers: the command line.
 */
@NullMarked
package io.jsec.cli.journal;

import org.jspecify.annotations.NullMarked;
