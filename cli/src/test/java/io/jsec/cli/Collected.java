package io.jsec.cli;

import com.github.dockerjava.api.async.ResultCallback;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;

/** What docker-java hands over one by one, in the order it came. */
class Collected<T> extends ResultCallback.Adapter<T> {
    @GuardedBy("this")
    private final List<T> items = new ArrayList<>();

    @Override
    public synchronized void onNext(T item) {
        items.add(item);
    }

    synchronized List<T> all() {
        return List.copyOf(items);
    }
}
