package io.jsec.daemon;

import java.io.IOException;

/** What answers one route. */
@FunctionalInterface
interface Endpoint {
    /** Answers a call; may block. */
    void answer(Call call) throws IOException, InterruptedException;
}
