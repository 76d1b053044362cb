package io.jsec.cli.docker;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/**
 * Signals to this process. The JDK has a class for them that it does not promise to keep; it is
 * looked up by name, since the compiler refuses it by warning.
 */
public final class ProcessSignals {
    private ProcessSignals() {}

    /**
     * Runs something, on a thread of the JDK's, each time a signal comes.
     *
     * @param name without SIG
     * @return whether the JDK gives that signal away; it keeps QUIT and those of errors
     */
    public static boolean handle(String name, Runnable work) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object proxy =
                    Proxy.newProxyInstance(
                            ProcessSignals.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (self, method, words) -> {
                                if (method.getName().equals("handle")) {
                                    work.run();
                                    return null;
                                }
                                return switch (method.getName()) {
                                    case "hashCode" -> name.hashCode();
                                    case "equals" -> false;
                                    default -> name;
                                };
                            });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
            return true;
        } catch (InvocationTargetException e) {
            return false;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this JDK has no signals", e);
        }
    }
}
