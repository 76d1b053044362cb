package io.jsec.daemon.edge;

import java.io.IOException;

/** What answers requests. Each call runs on a virtual thread of its own and may block. */
public interface Handler {
    /**
     * Answers one request.
     *
     * @throws StatusException answered as it says, where nothing was answered yet
     * @throws IOException where the client is gone
     */
    void handle(Request request, Response response) throws IOException, InterruptedException;

    /**
     * Whether a request may become a stream of bytes. Such a request is the last one of its
     * connection: what follows it is not read as HTTP.
     *
     * @param method in capitals
     * @param path as it was sent, without the query
     */
    boolean mayHijack(String method, String path);
}
