package io.jsec.cli.docker;

import io.jsec.cli.client.ApiClient;
import io.jsec.cli.client.ApiException;
import io.jsec.cli.client.Request;
import java.util.List;

/** Signals of this process passed on to a container. */
final class SignalProxy {
    /** Those a process can be sent by others and that mean something to a program. */
    private static final List<String> NAMES =
            List.of(
                    "HUP", "INT", "TERM", "USR1", "USR2", "ALRM", "CONT", "TSTP", "TTIN", "TTOU",
                    "WINCH", "VTALRM", "PROF", "IO", "PWR", "XCPU");

    private SignalProxy() {}

    /** Passes them on from now until the process ends. */
    static void start(ApiClient api, String container, boolean tty) {
        for (String name : NAMES) {
            // The size of a window is passed on as a size.
            if (!tty || !name.equals("WINCH")) {
                ProcessSignals.handle(name, () -> send(api, container, name));
            }
        }
    }

    private static void send(ApiClient api, String container, String name) {
        try {
            api.call(Request.post(Call.container(container, "/kill")).with("signal", name));
        } catch (ApiException _) {
            // It is not running: there is nobody to tell.
        }
    }
}
