package io.jsec.engine;

/** What happens in an engine, told to whoever listens. */
public interface Events {
    /** Begins to listen. */
    EventStream follow(EventsRequest request);
}
