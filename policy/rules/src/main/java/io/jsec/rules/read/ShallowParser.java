package io.jsec.rules.read;

import io.jsec.rules.SourceLocation;
import java.util.function.Function;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.parser.Parser;

/** Parses YAML up to a depth: what composes its nodes recurses. */
final class ShallowParser implements Parser {
    private final Parser parser;
    private final int depthMax;
    private final Function<Mark, SourceLocation> places;
    private final SourceLocation whole;
    private int depth;

    /**
     * A parser over another.
     *
     * @param places of marks
     * @param whole where an event has no mark
     */
    ShallowParser(
            Parser parser,
            int depthMax,
            Function<Mark, SourceLocation> places,
            SourceLocation whole) {
        this.parser = parser;
        this.depthMax = depthMax;
        this.places = places;
        this.whole = whole;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        Event event = parser.next();
        Event.ID id = event.getEventId();
        if (id == Event.ID.MappingStart || id == Event.ID.SequenceStart) {
            depth++;
        } else if (id == Event.ID.MappingEnd || id == Event.ID.SequenceEnd) {
            depth--;
        }
        if (depth > depthMax) {
            throw new ReadException(
                    event.getStartMark().map(places).orElse(whole),
                    "nested more than " + depthMax + " deep");
        }
        return event;
    }
}
