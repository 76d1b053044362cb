package io.jsec.engine;

import io.jsec.linux.Fd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is served to containers: the listening sockets, as a daemon has them. */
final class ToldDoor implements OwnSockets.Door {
    final Map<String, Fd> listening = new LinkedHashMap<>();
    final List<OwnSockets.Sidecar> told = new ArrayList<>();

    @Override
    public synchronized void serve(OwnSockets.Sidecar sidecar, int listener) {
        told.add(sidecar);
        listening.put(sidecar.container(), Fd.take(listener));
    }

    @Override
    public synchronized void end(String container) {
        Fd socket = listening.remove(container);
        if (socket != null) {
            socket.close();
        }
    }

    /** As a kill -9 of the engine. */
    synchronized void vanish() {
        listening.values().forEach(Fd::close);
        listening.clear();
    }
}
