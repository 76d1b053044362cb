package io.jsec.engine;

import io.jsec.linux.abi.Signal;

/** Signals as Docker's API takes them. */
final class SignalNames {
    static final int KILL = Signal.KILL.number();
    static final int TERM = Signal.TERM.number();

    private SignalNames() {}

    /**
     * The number of a signal: {@code TERM}, {@code SIGTERM}, {@code 15}, {@code RTMIN+3}.
     *
     * @throws EngineException in dockerd's words
     */
    static int parse(String text) {
        return Signal.parse(text)
                .orElseThrow(() -> EngineException.badParameter("invalid signal: " + text))
                .number();
    }
}
