package io.jsec.engine;

/** What one client hears. */
final class ScopedEvents implements Events {
    private final EventLog inner;
    private final Access access;

    ScopedEvents(EventLog inner, Access access) {
        this.inner = inner;
        this.access = access;
    }

    @Override
    public EventStream follow(EventsRequest request) {
        return inner.follow(request, access);
    }
}
