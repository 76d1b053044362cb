package io.jsec.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.daemon.edge.Query;
import io.jsec.daemon.edge.Request;
import io.jsec.daemon.edge.Response;
import io.jsec.journal.ObjectId;
import java.io.IOException;
import java.util.Map;

/**
 * One call of the API.
 *
 * @param version of the path, or the newest
 * @param names that stand in the path
 * @param caller who makes it
 * @param objects it is about, for the journal
 */
record Call(
        Request request,
        Response response,
        ApiVersion version,
        Map<String, String> names,
        Caller caller,
        CallObjects objects) {
    /** What one object of a request may be long. */
    static final int OBJECT_BYTES_MAX = 4 << 20;

    Call {
        names = Map.copyOf(names);
    }

    /** A name of the path. */
    String name(String key) {
        String value = names.get(key);
        if (value == null) {
            throw new IllegalStateException("the route has no " + key);
        }
        return value;
    }

    /** Notes an object that it names elsewhere than in the path, or that it made. */
    void about(ObjectId.Kind kind, String id) {
        objects.add(kind, id);
    }

    Query query() {
        return request.query();
    }

    /** The object in the body; an empty one where there is no body. */
    Fields body() throws IOException {
        return Fields.read(request.body().readShort(OBJECT_BYTES_MAX));
    }

    /** Answers with a value. */
    void json(int status, JsonNode value) throws IOException {
        response.send(status, "application/json", Json.bytes(value));
    }

    /** Answers with a status alone. */
    void done(int status) throws IOException {
        response.send(status);
    }
}
