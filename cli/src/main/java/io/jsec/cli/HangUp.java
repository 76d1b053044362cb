package io.jsec.cli;

import java.lang.reflect.Proxy;

/**
 * SIGHUP. The JDK has a class for signals that it does not promise to keep; it is looked up by
 * name, since the compiler refuses it by a warning.
 */
final class HangUp {
    private HangUp() {}

    /** Runs something, on a thread of the JDK's, each time the signal comes. */
    static void handle(Runnable work) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            HangUp.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (self, method, words) ->
                                    switch (method.getName()) {
                                        case "handle" -> {
                                            work.run();
                                            yield null;
                                        }
                                        case "hashCode" -> 1;
                                        case "equals" -> false;
                                        default -> "SIGHUP";
                                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("HUP"), proxy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no signals", e);
        }
    }
}
