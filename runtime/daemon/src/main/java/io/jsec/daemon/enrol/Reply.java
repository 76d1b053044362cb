package io.jsec.daemon.enrol;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is answered.
 *
 * @param status of HTTP
 * @param type of the body
 * @param body text
 */
record Reply(int status, String type, String body) {
    private static final Map<Integer, String> REASONS =
            Map.ofEntries(
                    Map.entry(200, "OK"),
                    Map.entry(400, "Bad Request"),
                    Map.entry(403, "Forbidden"),
                    Map.entry(404, "Not Found"),
                    Map.entry(405, "Method Not Allowed"),
                    Map.entry(411, "Length Required"),
                    Map.entry(413, "Content Too Large"),
                    Map.entry(429, "Too Many Requests"),
                    Map.entry(431, "Request Header Fields Too Large"),
                    Map.entry(503, "Service Unavailable"));

    static Reply pem(String text) {
        return new Reply(200, "application/x-pem-file", text);
    }

    static Reply json(int status, ObjectNode body) {
        return new Reply(status, "application/json", body + "\n");
    }

    static Reply message(int status, String why) {
        return json(status, JsonNodeFactory.instance.objectNode().put("message", why));
    }

    /** Head and body. */
    byte[] bytes() {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        String head =
                "HTTP/1.1 "
                        + status
                        + " "
                        + REASONS.get(status)
                        + "\r\nContent-Type: "
                        + type
                        + "\r\nContent-Length: "
                        + content.length
                        + "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff"
                        + "\r\nConnection: close\r\n\r\n";
        byte[] first = head.getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[first.length + content.length];
        System.arraycopy(first, 0, all, 0, first.length);
        System.arraycopy(content, 0, all, first.length, content.length);
        return all;
    }
}
