package io.jsec.daemon;

import io.jsec.journal.Journal;

/**
 * Where calls are written down.
 *
 * @param journal stays the caller's to close
 * @param required whether a change that cannot be written down is not made
 */
public record CallRecord(Journal journal, boolean required) {}
