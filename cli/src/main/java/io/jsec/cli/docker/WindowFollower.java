package io.jsec.cli.docker;

import io.jsec.cli.client.ApiClient;
import io.jsec.cli.client.ApiException;
import io.jsec.cli.client.Request;
import io.jsec.linux.Tty;
import java.time.Duration;

/** Tells the engine the size of the caller's window, now and when it changes. */
final class WindowFollower {
    private static final int TRIES_MAX = 10;
    private static final Duration PAUSE = Duration.ofMillis(10);

    private final ApiClient api;
    private final String path;

    /**
     * For one terminal.
     *
     * @param path of the container or exec
     */
    WindowFollower(ApiClient api, String path) {
        this.api = api;
        this.path = path;
    }

    /** Tells the size until the engine takes it, and follows it from then on. */
    void start() {
        for (int i = 0; i < TRIES_MAX && !tell(); i++) {
            try {
                Thread.sleep(PAUSE.multipliedBy(i + 1L));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        ProcessSignals.handle("WINCH", this::tell);
    }

    private boolean tell() {
        return Tty.size(1)
                .or(() -> Tty.size(0))
                .map(size -> {
                    try {
                        api.call(
                                Request.post(path + "/resize")
                                        .with("h", Integer.toString(size.rows()))
                                        .with("w", Integer.toString(size.columns())));
                        return true;
                    } catch (ApiException e) {
                        // Not started yet, or ended already.
                        return false;
                    }
                })
                .orElse(true);
    }
}
