package io.jsec.daemon;

import io.jsec.daemon.edge.Response;
import io.jsec.daemon.edge.StatusException;
import io.jsec.engine.Actor;
import io.jsec.engine.Containers;
import io.jsec.engine.EngineException;
import io.jsec.journal.Entry;
import io.jsec.journal.Head;
import io.jsec.journal.Identity;
import io.jsec.journal.Journal;
import io.jsec.journal.ObjectId;
import io.jsec.journal.Receipt;
import io.jsec.journal.RuleId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Writes down what is asked of the API: each change with who, what and how it ended, reads as
 * counts, and what a rule forbids. Names of routes and objects are written, never a query, a header
 * or a body.
 */
final class Chronicle {
    /** The field of each answer that tells the journal's head, for clients to remember. */
    static final String HEAD = "Jsec-Journal-Head";

    /** What is written for a client that went before it was answered. */
    private static final int CLIENT_GONE = 499;

    private static final long NANOS_OF_MS = 1_000_000;
    private static final String SWITCH = "\"jsec\": {\"journal-required\": false} in daemon.json";

    private static final Map<String, ObjectId.Kind> KINDS =
            Map.of(
                    "containers", ObjectId.Kind.CONTAINER,
                    "exec", ObjectId.Kind.EXEC,
                    "images", ObjectId.Kind.IMAGE,
                    "distribution", ObjectId.Kind.IMAGE,
                    "volumes", ObjectId.Kind.VOLUME,
                    "networks", ObjectId.Kind.NETWORK);

    private final Journal journal;
    private final boolean required;
    private final Containers containers;

    /**
     * @param containers all there are, whoever asks
     */
    Chronicle(CallRecord record, Containers containers) {
        this.journal = record.journal();
        this.required = record.required();
        this.containers = containers;
    }

    /** Tells an answer's reader the journal's head. */
    void head(Response response) {
        Head head = journal.head();
        if (!head.equals(Head.EMPTY)) {
            Response _ = response.header(HEAD, head.toString());
        }
    }

    /**
     * Answers a call, and writes it down.
     *
     * @throws StatusException 503, where it is a change that must be written down first and cannot
     */
    void carryOut(Route route, Call call) throws IOException, InterruptedException {
        Identity who = call.caller().who();
        if (!route.isChange()) {
            journal.read(who, route.inJournal());
            Actor.as(who, () -> route.endpoint().answer(call));
            return;
        }
        name(route, call);
        Written written = new Written(who, route, call, intent(who, route, call));
        call.response().whenHijacked(() -> written.end(call.response().status()));
        int status = CLIENT_GONE;
        try {
            Actor.as(who, () -> route.endpoint().answer(call));
            status = call.response().status();
        } catch (StatusException e) {
            status = e.status();
            throw e;
        } catch (EngineException e) {
            status = Failures.status(e.kind());
            throw e;
        } catch (RuntimeException | Error e) {
            status = 500;
            throw e;
        } finally {
            written.end(status);
        }
    }

    /**
     * A call that is not carried out: each rule that forbids it is written down, whoever judged.
     */
    void refused(Route route, Call call, EngineException e) {
        if (e.kind() instanceof EngineException.Kind.Forbidden(List<String> rules)) {
            name(route, call);
            for (String rule : rules) {
                journal.append(
                        new Entry.Decision(
                                call.caller().who(),
                                method(route),
                                route.inJournal(),
                                new RuleId(rule),
                                Entry.Verdict.DENY,
                                call.objects().known()));
            }
        }
    }

    /** Notes what the path and the query name; containers by their ids, where there are such. */
    private void name(Route route, Call call) {
        ObjectId.Kind kind = KINDS.get(route.template().split("/", 3)[1]);
        String named = call.names().getOrDefault("id", call.names().getOrDefault("name", ""));
        if (kind == ObjectId.Kind.CONTAINER) {
            call.about(kind, id(named));
        } else if (kind != null) {
            call.about(kind, named);
        }
        switch (route.template()) {
            case "/containers/create", "/containers/{id}/rename" ->
                    call.about(ObjectId.Kind.CONTAINER, call.query().text("name").orElse(""));
            case "/commit" ->
                    call.about(
                            ObjectId.Kind.CONTAINER, id(call.query().text("container").orElse("")));
            default -> {}
        }
        if (List.of("/commit", "/images/create", "/images/{name}/tag").contains(route.template())) {
            call.about(ObjectId.Kind.IMAGE, image(call));
        }
    }

    /** The name that an image is to have, if any. */
    private static String image(Call call) {
        String repository = call.query().text("repo").orElse("");
        String tag = call.query().text("tag").orElse("");
        return repository.isEmpty() || tag.isEmpty() ? repository : repository + ":" + tag;
    }

    private String id(String ref) {
        try {
            return ref.isEmpty() ? ref : containers.find(ref).orElse(ref);
        } catch (EngineException e) {
            // The start of several ids, or none: it is written as it was given.
            return ref;
        }
    }

    private OptionalLong intent(Identity who, Route route, Call call) {
        if (!required) {
            return OptionalLong.empty();
        }
        Entry entry =
                new Entry.Intent(who, method(route), route.inJournal(), call.objects().known());
        return switch (journal.required(entry)) {
            case Receipt.Durable(Head head) -> OptionalLong.of(head.seq());
            case Receipt.Refused(Receipt.Reason reason, String why) ->
                    throw new StatusException(503, sentence(route, reason, why));
        };
    }

    private static String sentence(Route route, Receipt.Reason reason, String why) {
        String way =
                switch (reason) {
                    case BUDGET -> "JSEC-J-002 %s refused: %s. Instead: again later, or " + SWITCH;
                    case DISK ->
                            "JSEC-J-001 %s refused: %s. Instead: room where the journal is, or "
                                    + SWITCH;
                    case CLOSED ->
                            "JSEC-J-003 %s refused: %s. Instead: what the engine's log says of its"
                                    + " journal, or "
                                    + SWITCH;
                };
        return way.formatted(route.method() + " " + route.template(), why);
    }

    private static Entry.Method method(Route route) {
        return Entry.Method.valueOf(route.method());
    }

    /** A change that is being made, to be written once. */
    private final class Written {
        private final Identity who;
        private final Route route;
        private final Call call;
        private final OptionalLong intent;
        private final long began = System.nanoTime();
        private boolean ended;

        Written(Identity who, Route route, Call call, OptionalLong intent) {
            this.who = who;
            this.route = route;
            this.call = call;
            this.intent = intent;
        }

        void end(int status) {
            if (!ended) {
                ended = true;
                journal.append(
                        new Entry.Mutation(
                                who,
                                method(route),
                                route.inJournal(),
                                call.objects().known(),
                                status,
                                (System.nanoTime() - began) / NANOS_OF_MS,
                                intent));
            }
        }
    }
}
