package io.jsec.daemon;

import io.jsec.daemon.edge.Edge;
import io.jsec.daemon.edge.EdgeLimits;
import io.jsec.engine.Access;
import io.jsec.engine.Engine;
import java.util.ArrayList;
import java.util.List;

/** The Docker Engine API over one engine. */
public final class Api {
    private Api() {}

    /**
     * The edge that serves an engine; it serves nobody until it is given sockets.
     *
     * @param version of jsec
     * @param warnings about how it is served, which clients read in {@code info}
     * @param gate where each call is judged
     * @param record where it is written down
     */
    public static Edge edge(
            Engine engine,
            String version,
            List<String> warnings,
            EdgeLimits limits,
            Gate gate,
            CallRecord record) {
        Product product = new Product(version, warnings);
        RouteTables tables = new RouteTables(access -> table(engine, product, access));
        Chronicle chronicle = new Chronicle(record, engine.containers());
        return new Edge(limits, new Router(tables, gate, chronicle), product.headers());
    }

    /** Every route, over what one client sees. */
    private static RouteTable table(Engine engine, Product product, Access access) {
        return table(engine.seenBy(access), access.hidesHost() ? product.discreet() : product);
    }

    /** Every route. */
    static RouteTable table(Engine engine, Product product) {
        String architecture = engine.facts().version().architecture();
        List<Route> routes = new ArrayList<>();
        routes.addAll(new SystemRoutes(engine, product).routes());
        routes.addAll(new ContainerRoutes(engine.containers(), architecture).routes());
        routes.addAll(new StreamRoutes(engine.containers()).routes());
        routes.addAll(new ArchiveRoutes(engine.containers()).routes());
        routes.addAll(new ExecRoutes(engine.execs(), engine.containers()).routes());
        routes.addAll(new ImageRoutes(engine.images(), engine.containers()).routes());
        routes.addAll(new VolumeRoutes(engine.volumes()).routes());
        routes.addAll(NetworkRoutes.routes());
        routes.addAll(AbsentRoutes.routes());
        return new RouteTable(routes);
    }
}
