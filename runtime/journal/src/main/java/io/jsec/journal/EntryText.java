package io.jsec.journal;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Entries as text. */
final class EntryText {
    /** About what a line has beside its objects and routes, in bytes. */
    private static final int PLAIN_BYTES = 320;

    private EntryText() {}

    /** The word for an entry's kind. */
    static String kind(Entry entry) {
        return entry.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** What the line's hash is over. */
    static Body body(long seq, Instant time, Entry entry) {
        Body body = new Body(seq, time, kind(entry));
        return switch (entry) {
            case Entry.Intent each ->
                    objects(call(body, each.who(), each.method(), each.route()), each.objects());
            case Entry.Mutation each -> mutation(body, each);
            case Entry.Decision each ->
                    objects(
                            call(body, each.who(), each.method(), each.route())
                                    .text("rule", each.rule().text())
                                    .text("verdict", word(each.verdict())),
                            each.objects());
            case Entry.Launch each ->
                    body.text("who", each.who().text())
                            .text("object", each.container().text())
                            .text("plan", each.plan().text());
            case Entry.Certificate each -> certificate(body, each);
            case Entry.Handshakes each ->
                    body.text("who", each.who().text())
                            .text("source", each.source().text())
                            .text("minute", each.minute().text())
                            .number("count", each.count())
                            .texts("reasons", each.reasons().stream().map(Token::text).toList());
            case Own.Start each ->
                    body.text("boot", each.boot().text())
                            .text("session", each.session().text())
                            .text("version", each.version().text());
            case Own.Stop each -> body.text("session", each.session().text());
            case Own.Cut each ->
                    body.text("file", each.file().text())
                            .number("bytes", each.bytes())
                            .text("digest", each.digest().text());
            case Own.Reads each ->
                    body.text("who", each.reader().text())
                            .text("minute", each.minute().text())
                            .number("count", each.count())
                            .texts("routes", each.routes());
            case Own.Limited each ->
                    counts(
                            body.text("who", each.over().text()).text("since", each.since().text()),
                            each.counts());
            case Own.Dropped each -> counts(body.text("since", each.since().text()), each.counts());
        };
    }

    private static Body call(Body body, Identity who, Entry.Method method, Route route) {
        return body.text("who", who.text())
                .text("method", method.name())
                .text("route", route.text());
    }

    private static Body mutation(Body body, Entry.Mutation each) {
        objects(call(body, each.who(), each.method(), each.route()), each.objects())
                .number("status", each.status())
                .number("ms", each.ms());
        each.intent().ifPresent(number -> body.number("intent", number));
        return body;
    }

    private static Body certificate(Body body, Entry.Certificate each) {
        body.text("who", each.who().text())
                .text("act", word(each.act()))
                .text("subject", each.subject().text());
        each.serial().ifPresent(serial -> body.text("object", ObjectId.certificate(serial).text()));
        return body;
    }

    private static Body objects(Body body, List<ObjectId> objects) {
        int written = Math.min(objects.size(), Entry.OBJECTS_MAX);
        body.texts("objects", objects.subList(0, written).stream().map(ObjectId::text).toList());
        if (objects.size() > written) {
            body.number("more", objects.size() - written);
        }
        return body;
    }

    private static Body counts(Body body, Counts counts) {
        return body.number("intents", counts.intents())
                .number("mutations", counts.mutations())
                .number("decisions", counts.decisions())
                .number("reads", counts.reads())
                .number("others", counts.others());
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What an entry costs its identity's budget, in bytes. */
    static int cost(Entry entry) {
        return switch (entry) {
            case Entry.Intent each -> PLAIN_BYTES + cost(each.objects());
            case Entry.Mutation each -> PLAIN_BYTES + cost(each.objects());
            case Entry.Decision each -> PLAIN_BYTES + cost(each.objects());
            case Own.Reads each ->
                    PLAIN_BYTES + each.routes().stream().mapToInt(String::length).sum();
            case Entry.Handshakes each ->
                    PLAIN_BYTES
                            + each.reasons().stream()
                                    .mapToInt(reason -> reason.text().length() + 3)
                                    .sum();
            case Entry.Launch _,
                    Entry.Certificate _,
                    Own.Start _,
                    Own.Stop _,
                    Own.Cut _,
                    Own.Limited _,
                    Own.Dropped _ ->
                    PLAIN_BYTES;
        };
    }

    private static int cost(List<ObjectId> objects) {
        return objects.stream()
                .limit(Entry.OBJECTS_MAX)
                .mapToInt(each -> each.text().length() + 3)
                .sum();
    }
}
