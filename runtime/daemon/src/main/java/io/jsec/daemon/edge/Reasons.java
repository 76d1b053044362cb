package io.jsec.daemon.edge;

import io.netty.handler.codec.http.HttpResponseStatus;

/** The words beside a status. */
final class Reasons {
    private Reasons() {}

    static String of(int status) {
        return HttpResponseStatus.valueOf(status).reasonPhrase();
    }
}
