package io.jsec.rules;

/**
 * A command that was started in a running container, besides its own.
 *
 * @param target the container
 * @param whole the place of the container as a whole
 * @param command in words
 * @param privileged whether it has every capability
 * @param user it runs as; absent is the container's
 */
public record ExecFacts(
        Target target,
        SourceLocation whole,
        String command,
        Fact<Boolean> privileged,
        Fact<String> user)
        implements Facts {}
