package io.jsec.launch;

import java.util.List;
import java.util.stream.Collectors;

/** Carries refusals out of parsers and constructors: a value that would be refused never exists. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Refusal> refusals;

    /** One refusal. */
    public RefusedException(Refusal refusal) {
        this(List.of(refusal));
    }

    /** Several, found together; at least one. */
    public RefusedException(List<Refusal> refusals) {
        super(refusals.stream().map(Refusal::sentence).collect(Collectors.joining("\n")));
        if (refusals.isEmpty()) {
            throw new IllegalArgumentException("nothing was refused");
        }
        this.refusals = List.copyOf(refusals);
    }

    /** What was refused, at least one. */
    public List<Refusal> refusals() {
        return refusals;
    }
}
