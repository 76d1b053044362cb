package io.jsec.daemon;

import io.jsec.daemon.edge.GoneException;
import io.jsec.daemon.edge.Response;
import io.jsec.daemon.edge.StatusException;
import io.jsec.engine.EngineException;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns what the engine says when it does not do something into an answer. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    /** The status of a kind. */
    static int status(EngineException.Kind kind) {
        return switch (kind) {
            case EngineException.Kind.NotFound() -> 404;
            case EngineException.Kind.Conflict() -> 409;
            case EngineException.Kind.NotModified() -> 304;
            case EngineException.Kind.BadParameter() -> 400;
            case EngineException.Kind.Unsupported(String option) -> 400;
            case EngineException.Kind.Forbidden _ -> 403;
            case EngineException.Kind.Unavailable() -> 503;
            case EngineException.Kind.Internal() -> 500;
        };
    }

    /** Whether it failed because there was nobody to write to any more. */
    private static boolean gone(Throwable failure) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof GoneException) {
                return true;
            }
        }
        return false;
    }

    /** What a client reads; the cause goes to the log only. */
    static String sentence(EngineException e) {
        if (gone(e)) {
            LOG.debug("the engine stopped where a client was gone: {}", e.getMessage());
        } else if (e.kind() instanceof EngineException.Kind.Internal) {
            LOG.warn("the engine failed", e);
        }
        return String.valueOf(e.getMessage());
    }

    /**
     * Answers.
     *
     * @throws StatusException the answer, where it has a body
     */
    static void answer(EngineException e, Response response) throws IOException {
        int status = status(e.kind());
        if (status == 304 && !response.isBegun()) {
            response.send(304);
        } else {
            throw new StatusException(status, sentence(e));
        }
    }
}
