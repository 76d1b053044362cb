package io.jsec.daemon.edge;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Optional;

/** One request: its line and fields, who sent it, and its body still to be read. */
public final class Request {
    private final HttpRequest head;
    private final Peer peer;
    private final RequestBody body;
    private final Gone gone;
    private final String path;
    private final Query query;

    Request(HttpRequest head, Peer peer, RequestBody body, Gone gone) {
        this.head = head;
        this.peer = peer;
        this.body = body;
        this.gone = gone;
        String target = head.uri();
        int mark = target.indexOf('?');
        this.path = mark < 0 ? target : target.substring(0, mark);
        this.query = Query.parse(mark < 0 ? "" : target.substring(mark + 1));
    }

    /** The method, as it was sent: methods differ by case. */
    public String method() {
        return head.method().name();
    }

    /** The path as it was sent, percent signs included, without the query. */
    public String path() {
        return path;
    }

    /** What follows the question mark. */
    public Query query() {
        return query;
    }

    /** Who sent it. */
    public Peer peer() {
        return peer;
    }

    /** The first field of a name, whatever its case. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(head.headers().get(name));
    }

    /** Every field of a name. */
    public List<String> headers(String name) {
        return List.copyOf(head.headers().getAll(name));
    }

    /** The body; empty where there is none. */
    public RequestBody body() {
        return body;
    }

    /**
     * Runs something once the client closes its connection, or its half of one that is no stream:
     * at once if it did already. It runs on a thread of its own. What is registered is forgotten
     * when the exchange ends.
     */
    public void whenGone(Runnable action) {
        gone.add(action);
    }

    /** Whether the client can speak another protocol on this connection, and asks for it. */
    boolean upgrades() {
        HttpHeaders headers = head.headers();
        return headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.contains(HttpHeaderNames.UPGRADE);
    }

    boolean keepsAlive() {
        return HttpUtil.isKeepAlive(head);
    }

    /** Whether the client can read chunks. */
    boolean readsChunks() {
        return head.protocolVersion().equals(HttpVersion.HTTP_1_1);
    }

    boolean isHead() {
        return method().equals("HEAD");
    }
}
