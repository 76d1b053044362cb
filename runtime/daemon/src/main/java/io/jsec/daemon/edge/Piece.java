package io.jsec.daemon.edge;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpRequest;

/** What an event loop read, in the order in which it came. */
sealed interface Piece {
    /** The start of a request. */
    record Head(HttpRequest request) implements Piece {}

    /** Bytes of a body, or of a stream; whoever takes them releases them. */
    record Data(ByteBuf bytes) implements Piece {}

    /** A body ends. */
    record End() implements Piece {}

    /** What came is no HTTP; nothing follows. */
    record Malformed(int status, String message) implements Piece {}

    /** TLS was cut: what the client meant to send may be more; nothing follows. */
    record Truncated() implements Piece {}

    /** The client sends no more; nothing follows. */
    record Eof() implements Piece {}
}
