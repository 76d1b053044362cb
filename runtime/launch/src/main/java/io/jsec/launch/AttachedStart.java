package io.jsec.launch;

import java.util.Optional;

/**
 * What came of a start with an attachment.
 *
 * @param outcome of the start
 * @param attachment its streams; absent where it failed
 */
public record AttachedStart(StartOutcome outcome, Optional<Attachment> attachment) {}
