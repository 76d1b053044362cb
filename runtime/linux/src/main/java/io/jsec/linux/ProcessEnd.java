package io.jsec.linux;

/**
 * The end of this process. Java's own way to it looks through every jar of the class path for who
 * keeps a log of exits, which takes longer than most commands: where nothing waits for the end, it
 * is left out.
 */
public final class ProcessEnd {
    private static volatile boolean awaited;

    private ProcessEnd() {}

    /** Has something done before this process ends, by {@link #with} or by a signal. */
    public static void before(String thread, Runnable action) {
        awaited = true;
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name(thread).unstarted(action));
    }

    /** Ends this process with an exit code, once what was printed is out. */
    public static void with(int code) {
        System.out.flush();
        System.err.flush();
        if (awaited) {
            System.exit(code);
        }
        Runtime.getRuntime().halt(code);
    }
}
