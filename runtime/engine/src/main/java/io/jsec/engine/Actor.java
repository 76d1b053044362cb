package io.jsec.engine;

import io.jsec.journal.Identity;
import java.io.IOException;

/**
 * On whose behalf a thread works: a caller of the API, or nobody but the engine itself. It is bound
 * to the thread that carries a call out and to no thread which that one starts, so that what goes
 * on by itself, such as a restart by a container's policy, is the engine's.
 */
public final class Actor {
    private static final ScopedValue<Identity> WHO = ScopedValue.newInstance();

    private Actor() {}

    /** Something a caller asks for. */
    @FunctionalInterface
    public interface Work {
        /** Does it. */
        void run() throws IOException, InterruptedException;
    }

    /** Does something on behalf of somebody. */
    public static void as(Identity who, Work work) throws IOException, InterruptedException {
        try {
            boolean _ =
                    ScopedValue.where(WHO, who)
                            .<Boolean, Exception>call(() -> {
                                work.run();
                                return true;
                            });
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException("work throws no other exceptions", e);
        }
    }

    /** Who is behind the work of this thread. */
    public static Identity current() {
        return WHO.orElse(Identity.ENGINE);
    }
}
