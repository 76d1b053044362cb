package io.jsec.cli;

/**
 * The numbers of what the command itself refuses or fails at, 001 to 099: stable, searchable, never
 * reused. 010 to 029 are the scripts', 040 and 041 setup's, 050 and 051 the certificate
 * authority's, 100 and above {@code io.jsec.launch.Rule}'s.
 */
enum Code {
    /** A command line that cannot be understood. */
    USAGE(1),
    /** An option whose value is not one. */
    VALUE(2),
    /** An option Docker has and this command does not. */
    UNSUPPORTED(3),
    /** A root file system that is missing, unreadable or not the engine user's. */
    ROOTFS(4),
    /** An image that is not known here. */
    IMAGE(5),
    /** A container's name that is taken. */
    NAME(6),
    /** A terminal that is asked for and not there. */
    TERMINAL(7),
    /** The source of a bind that is missing or cannot be used. */
    MOUNT(8),
    /** Ids the container needs and the user does not have. */
    IDS(9),
    /** A plan that breaks an invariant of its own: always a bug of ours. */
    PLAN(31),
    /** A step of a launch that the kernel refused. */
    STEP(32),
    /** A command that is not in the container. */
    COMMAND_NOT_FOUND(33),
    /** A command that is in the container and cannot be executed. */
    COMMAND_NOT_EXECUTABLE(34),
    /** The store, or another place of ours, that cannot be used. */
    STORE(35),
    /** A container that does not exist or is not in the state asked for. */
    CONTAINER(36),
    /** A part of the distribution that is missing. */
    DISTRIBUTION(37),
    /** The system engine's user, when root asks for a container. */
    SYSTEM_USER(38),
    /** A question that nobody is there to answer. */
    CONSENT(39),
    /** A file or command of the service manager's. */
    SERVICE(42),
    /** An engine that is there already. */
    ENGINE_THERE(43),
    /** A journal that cannot be read. */
    JOURNAL(44),
    /** An engine that did not come up, or cannot be started. */
    ENGINE_START(45),
    /** A port that cannot be served with TLS, or an engine that cannot be asked by it. */
    TLS(46),
    /** A bug of ours. */
    BUG(99);

    private final int number;

    Code(int number) {
        this.number = number;
    }

    /** The code as it is printed, such as {@code JSEC-C-004}. */
    String label() {
        return (number < 10 ? "JSEC-C-00" : "JSEC-C-0") + number;
    }
}
