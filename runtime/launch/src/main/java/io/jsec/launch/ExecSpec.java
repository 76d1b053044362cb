package io.jsec.launch;

/**
 * A process in a running container as somebody asked for it.
 *
 * @param command its environment is all it gets but PATH, HOSTNAME, HOME and TERM, which are added
 *     where they are absent; never under an init of its own
 * @param user in ids of the container
 */
public record ExecSpec(Command command, ContainerUser user, Streams streams) {
    /** No second init. */
    public ExecSpec {
        if (command.init()) {
            throw new IllegalArgumentException("an init is a container's first process");
        }
    }
}
