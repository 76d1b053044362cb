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
            "--from",
            "--chown",
            "--chmod",
            "--link",
            "--checksum",
            "--keep-git-dir",
            "--exclude",
            "--unpack"),
    ARG,
    CMD,
    COPY("--from", "--chown", "--chmod", "--link", "--parents", "--exclude"),
    ENTRYPOINT,
    ENV,
    EXPOSE,
    FROM("--platform"),
    HEALTHCHECK("--interval", "--timeout", "--start-period", "--start-interval", "--retries"),
    LABEL,
    MAINTAINER,
    ONBUILD,
    RUN("--mount", "--network", "--security", "--device"),
    SHELL,
    STOPSIGNAL,
    USER,
    VOLUME,
    WORKDIR;

    private static final Map<String, Keyword> BY_NAME =
            Stream.of(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

    /** Between blanks. */
    private final String flags;

    Keyword(String... flags) {
        this.flags = " " + String.join(" ", flags) + " ";
    }

    /** The instruction of that name, in any case. */
    public static Optional<Keyword> of(String name) {
        return Optional.ofNullable(BY_NAME.get(name.toUpperCase(Locale.ROOT)));
    }

    /** Whether it takes a flag, written with its dashes. */
    public boolean takes(String flag) {
        return flags.contains(" " + flag + " ");
    }

    /** Whether heredocs in its arguments are read. */
    boolean hasHeredocs() {
        return this == ADD || this == COPY || this == RUN;
    }
}
