package io.jsec.audit;

import io.jsec.rules.SourceLocation;
import io.jsec.rules.Target;

/**
 * A target that could not be judged.
 *
 * @param target what
 * @param at where reading ended
 * @param why one sentence without a full stop
 */
public record Unreadable(Target target, SourceLocation at, String why) {}
