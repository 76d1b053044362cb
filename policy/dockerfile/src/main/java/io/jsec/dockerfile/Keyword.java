package io.jsec.dockerfile;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The instructions of a Dockerfile, with the flags each of them takes. */
public enum Keyword {
    ADD(
            "--chown=",
            "--chmod=",
            "--link",
            "--checksum=",
            "--keep-git-dir",
            "--exclude=*",
            "--unpack"),
    ARG,
    CMD,
    COPY("--from=", "--chown=", "--chmod=", "--link", "--parents", "--exclude=*"),
    ENTRYPOINT,
    ENV,
    EXPOSE,
    FROM("--platform="),
    HEALTHCHECK("--interval=", "--timeout=", "--start-period=", "--start-interval=", "--retries="),
    LABEL,
    MAINTAINER,
    ONBUILD,
    RUN("--mount=*", "--network=", "--security=", "--device=*"),
    SHELL,
    STOPSIGNAL,
    USER,
    VOLUME,
    WORKDIR;

    private static final Map<String, Keyword> BY_NAME =
            Stream.of(values())
                    .collect(
                            Collectors.toMap(
                                    each -> each.name().toLowerCase(Locale.ROOT),
                                    Function.identity()));

    /** What a flag may have behind it. */
    enum FlagKind {
        /** Nothing, or a truth value. */
        SWITCH,
        /** One value. */
        VALUE,
        /** A value, and the flag may be repeated. */
        LIST
    }

    /** Between blanks; {@code =} behind one takes a value, {@code =*} several. */
    private final String flags;

    Keyword(String... flags) {
        this.flags = " " + String.join(" ", flags) + " ";
    }

    /** The instruction of that name, in any case. */
    public static Optional<Keyword> of(String name) {
        StringBuilder lower = new StringBuilder();
        name.codePoints().map(Character::toLowerCase).forEach(lower::appendCodePoint);
        return Optional.ofNullable(BY_NAME.get(lower.toString()));
    }

    /** Whether it takes a flag, written with its dashes. */
    public boolean takes(String flag) {
        return kind(flag).isPresent();
    }

    /** What a flag takes, if the instruction has it. */
    Optional<FlagKind> kind(String flag) {
        if (flags.contains(" " + flag + " ")) {
            return Optional.of(FlagKind.SWITCH);
        }
        if (flags.contains(" " + flag + "=* ")) {
            return Optional.of(FlagKind.LIST);
        }
        return flags.contains(" " + flag + "= ") ? Optional.of(FlagKind.VALUE) : Optional.empty();
    }

    /** Whether Docker drops flags that it does not know without a word. */
    boolean dropsFlags() {
        return this == ARG || this == STOPSIGNAL;
    }

    /** Whether its arguments may be a JSON array. */
    boolean mayBeJson() {
        return this == ADD
                || this == CMD
                || this == COPY
                || this == ENTRYPOINT
                || this == RUN
                || this == SHELL
                || this == VOLUME;
    }

    /** Whether heredocs in its arguments are read. */
    boolean hasHeredocs() {
        return this == ADD || this == COPY || this == RUN;
    }
}
