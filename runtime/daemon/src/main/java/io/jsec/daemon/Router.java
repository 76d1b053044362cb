package io.jsec.daemon;

import io.jsec.daemon.edge.Handler;
import io.jsec.daemon.edge.Request;
import io.jsec.daemon.edge.Response;
import io.jsec.daemon.edge.StatusException;
import io.jsec.engine.EngineException;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the route of a request, with or without a version in its path, if its caller may. */
final class Router implements Handler {
    private static final Pattern VERSIONED = Pattern.compile("/v([0-9.]+)(/.*)", Pattern.DOTALL);
    private static final Pattern HIJACKED =
            Pattern.compile("(?:/v[0-9.]+)?/(?:containers/.+/attach|exec/.+/start|session|grpc)");

    private final RouteTables tables;
    private final Gate gate;
    private final Chronicle chronicle;

    Router(RouteTables tables, Gate gate, Chronicle chronicle) {
        this.tables = tables;
        this.gate = gate;
        this.chronicle = chronicle;
    }

    @Override
    public boolean mayHijack(String method, String path) {
        return method.equals("POST") && HIJACKED.matcher(path).matches();
    }

    @Override
    public void handle(Request request, Response response)
            throws IOException, InterruptedException {
        chronicle.head(response);
        LoopbackGuard.check(request);
        if (request.method().equals("OPTIONS")) {
            response.send(200);
            return;
        }
        String path = decoded(request.path());
        Matcher versioned = VERSIONED.matcher(path);
        ApiVersion version = ApiVersion.NEWEST;
        if (versioned.matches()) {
            version = version(versioned.group(1));
            path = versioned.group(2);
        }
        Caller caller = gate.caller(request.peer());
        Roles.Grant grant = gate.grant(caller);
        switch (tables.of(grant.access()).find(request.method(), path)) {
            case RouteTable.Found.At(Route route, var names) -> {
                checkRange(version);
                Call call = new Call(request, response, version, names, caller, new CallObjects());
                try {
                    gate.check(caller, grant, route, request.query());
                    chronicle.carryOut(route, call);
                } catch (EngineException e) {
                    chronicle.refused(route, call, e);
                    Failures.answer(e, response);
                }
            }
            case RouteTable.Found.OtherMethods(var methods) -> {
                response.header("Allow", String.join(", ", methods));
                throw new StatusException(405, "method not allowed");
            }
            case RouteTable.Found.Nowhere() -> throw new StatusException(404, "page not found");
        }
    }

    private static ApiVersion version(String text) {
        Optional<ApiVersion> version = ApiVersion.parse(text);
        return version.orElseThrow(() -> new StatusException(400, "invalid API version: " + text));
    }

    private static void checkRange(ApiVersion version) {
        if (version.compareTo(ApiVersion.OLDEST) < 0) {
            throw new StatusException(
                    400,
                    "client version "
                            + version
                            + " is too old. Minimum supported API version is "
                            + ApiVersion.OLDEST
                            + ", please upgrade your client to a newer version");
        }
        if (version.compareTo(ApiVersion.NEWEST) > 0) {
            throw new StatusException(
                    400,
                    "client version "
                            + version
                            + " is too new. Maximum supported API version is "
                            + ApiVersion.NEWEST);
        }
    }

    private static String decoded(String path) {
        try {
            return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new StatusException(400, "the path is not percent-encoded: " + path);
        }
    }
}
