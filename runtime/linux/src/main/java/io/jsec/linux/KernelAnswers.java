package io.jsec.linux;

/**
 * What only system calls answer, asked once.
 *
 * @param release of uname(2)
 * @param landlockAbi 0 where there is none
 * @param noNewPrivs whether execve can gain no privilege in this process
 */
public record KernelAnswers(String release, int landlockAbi, boolean noNewPrivs) {
    /** Asks the kernel this process runs on. */
    public static KernelAnswers ask() {
        return new KernelAnswers(Uname.read().release(), Landlock.abi(), Prctl.hasNoNewPrivs());
    }

    /** The release's two numbers; 0.0 where it has none, which is too old for everything. */
    public KernelVersion version() {
        return KernelVersion.parse(release).orElse(new KernelVersion(0, 0));
    }
}
