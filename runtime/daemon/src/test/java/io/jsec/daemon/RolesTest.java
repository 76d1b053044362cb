package io.jsec.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.jsec.ca.Role;
import io.jsec.engine.Access;
import io.jsec.engine.Restraint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of roles, and that the API holds to it: every route for every role. */
@Timeout(120)
class RolesTest {
    /** What a viewer may do, said once more and not read from the table. */
    private static final Set<String> VIEWED =
            Set.of(
                    "GET /_ping",
                    "HEAD /_ping",
                    "GET /version",
                    "GET /info",
                    "GET /events",
                    "GET /system/df",
                    "GET /containers/json",
                    "GET /containers/{id}/json",
                    "GET /containers/{id}/top",
                    "GET /containers/{id}/changes",
                    "GET /containers/{id}/logs",
                    "GET /containers/{id}/stats",
                    "POST /containers/{id}/wait",
                    "GET /exec/{id}/json",
                    "GET /images/json",
                    "GET /images/search",
                    "GET /images/{name}/json",
                    "GET /images/{name}/history",
                    "GET /distribution/{name}/json",
                    "GET /volumes",
                    "GET /volumes/{name}",
                    "GET /networks",
                    "GET /networks/",
                    "GET /networks/{id}",
                    "GET /plugins",
                    "GET /plugins/{name}/json");

    @TempDir Path folder;

    private static List<Route> routes() {
        return Api.table(new FakeEngine(), new Product("0.1.0", List.of())).routes();
    }

    private static String name(Route route) {
        return route.method() + " " + route.template();
    }

    // Promise P33
    @Test
    void every_route_has_a_rule_and_no_rule_is_of_another() {
        TreeSet<String> ruled = new TreeSet<>();
        RouteRule.all().forEach(rule -> ruled.add(rule.method() + " " + rule.template()));

        assertThat(ruled)
                .containsExactlyInAnyOrderElementsOf(
                        routes().stream().map(RolesTest::name).toList());
    }

    @Test
    void a_rule_has_an_id_of_its_own_and_a_route_one_rule_without_a_condition() {
        assertThat(RouteRule.all()).extracting(RouteRule::id).doesNotHaveDuplicates();
        assertThat(RouteRule.all())
                .extracting(RouteRule::id)
                .allMatch(id -> id.matches("JSEC-R-[1-9][0-9]{2}"));
        assertThat(RouteRule.all().stream().filter(rule -> rule.with().isEmpty()))
                .extracting(rule -> rule.method() + " " + rule.template())
                .doesNotHaveDuplicates()
                .hasSize(routes().size());
    }

    /**
     * The status where the role may, by the table; every other answer is 403 with the rule's id.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {"nobody", "viewer", "operator", "builder", "deployer", "sidecar", "admin"})
    void every_route_is_open_to_a_role_or_closed_by_its_rule(String role) throws IOException {
        try (ServedApi api = new ServedApi(folder, ServedApi.as(role))) {
            api.engine.containers.exit.countDown();
            for (RouteRule rule : RouteRule.all()) {
                String query = rule.with().isEmpty() ? "?x=y" : "?" + rule.with() + "=-";
                String target = rule.template().replaceAll("\\{[a-z]+}", "web") + query;
                ServedApi.Answer answer = api.call(rule.method(), target, "{}");
                String what = role + ": " + rule.method() + " " + target + ": " + answer.body();
                boolean open = role.equals("admin") || rule.roles().contains(role);
                // A network that is built in is kept by itself.
                boolean kept = answer.body().contains("pre-defined network");
                assertThat(answer.status() != 403 || kept).as(what).isEqualTo(open);
                String id = role.equals("nobody") ? "JSEC-R-001" : rule.id();
                if (!open && !rule.method().equals("HEAD")) {
                    assertThat(answer.message())
                            .as(what)
                            .startsWith(id + " " + rule.method() + " " + rule.template())
                            .contains(" refused: ", ". Instead: ");
                }
                assertThat(api.journal.drainDecisions())
                        .as(what)
                        .isEqualTo(open ? List.of() : List.of(id));
            }
        }
    }

    @Test
    void a_viewer_reads_and_nothing_else() {
        Set<String> open = new TreeSet<>();
        RouteRule.all().stream()
                .filter(rule -> rule.roles().contains("viewer"))
                .filter(rule -> !rule.operation().startsWith("swarm."))
                .forEach(rule -> open.add(rule.method() + " " + rule.template()));

        assertThat(open).containsExactlyInAnyOrderElementsOf(VIEWED);
    }

    @Test
    void whoever_has_no_role_may_ask_for_the_version_and_no_more() {
        assertThat(RouteRule.operations("nobody")).containsExactly("system.ping", "system.version");
        for (String role : RouteRule.columns()) {
            assertThat(RouteRule.operations(role)).contains("system.ping", "system.version");
        }
    }

    @Test
    void a_deployer_pulls_and_imports_nothing() throws IOException {
        try (ServedApi api = new ServedApi(folder, ServedApi.as("deployer"))) {
            assertThat(api.post("/images/create?fromImage=busybox", "").status()).isEqualTo(501);
            assertThat(api.post("/images/create?fromSrc=-&repo=x", "tar").status()).isEqualTo(403);
            assertThat(api.post("/containers/web/exec", "{\"Cmd\":[\"sh\"]}").message())
                    .isEqualTo(
                            "JSEC-R-137 POST /containers/{id}/exec refused: the role deployer may"
                                    + " not do exec.create. Instead: one of the roles operator,"
                                    + " admin");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vewer",
                "nobody",
                "sidecar@team=a",
                "viewer@io.jsec.scope=a",
                "viewer@team=a,team=b",
                "viewer@io.jsec.owner=1,io.jsec.owner=1"
            })
    void a_role_that_is_none_may_ask_for_the_version_and_no_more(String role) throws IOException {
        try (ServedApi api = new ServedApi(folder, ServedApi.as(role))) {
            assertThat(api.get("/_ping").status()).isEqualTo(200);
            assertThat(api.get("/v1.50/version").status()).isEqualTo(200);
            assertThat(api.get("/v1.50/containers/json").message())
                    .startsWith("JSEC-R-001 GET /containers/json refused: ")
                    .contains(role.equals("nobody") ? "cert:ann has no role" : "no role " + role);
        }
    }

    @Test
    void the_engine_is_asked_for_what_the_role_sees() throws IOException {
        try (ServedApi api = new ServedApi(folder, ServedApi.as("deployer@team=a,stage=test"))) {
            assertThat(api.get("/containers/json").status()).isEqualTo(200);
            assertThat(api.get("/containers/json").status()).isEqualTo(200);
            assertThat(api.engine.accesses)
                    .containsExactly(
                            new Access(
                                    Map.of("team", "a", "stage", "test"),
                                    with(RouteRule.restraints("deployer"), Restraint.NO_SOCKET)));
        }
    }

    // Promise P77
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "own: {like: operator} | false",
                "own: {like: operator, restraints: []} | false",
                "own: {like: operator, restraints: [no-binds]} | false",
                "own: {like: operator, deny: [exec.create]} | true",
                "own: {like: operator, restraints: [hide-env]} | true",
                "own: {like: operator, restraints: [no-input]} | true",
                "own: {like: viewer, allow: [containers.create]} | true",
                "own: {like: viewer} | false"
            })
    void a_role_gives_containers_a_socket_only_where_it_may_do_all_that_they_may(
            String yaml, boolean held) {
        Access access = RolesReaderTest.roles(yaml).of(new Role("own")).orElseThrow().access();

        assertThat(access.restraints().contains(Restraint.NO_SOCKET)).isEqualTo(held);
    }

    @Test
    void a_container_is_a_sidecar_of_what_its_socket_says_and_of_nothing_else() throws IOException {
        try (ServedApi api = new ServedApi(folder, ServedApi.as("sidecar"))) {
            assertThat(api.get("/containers/json").status()).isEqualTo(200);
            assertThat(api.engine.accesses)
                    .containsExactly(
                            new Access(
                                    Map.of("io.jsec.scope", "a"), RouteRule.restraints("sidecar")));
        }
        assertThat(RouteRule.operations("sidecar")).isEqualTo(RouteRule.operations("operator"));
        assertThat(RouteRule.restraints("sidecar"))
                .contains(Restraint.NO_BINDS, Restraint.NO_LOOSENING, Restraint.HIDE_HOST);
    }

    @Test
    void what_a_container_shares_is_told_to_the_engine() {
        Map<String, String> scope = Map.of("io.jsec.scope", "a");
        Map<String, String> shared = Map.of("session", "s1");
        Caller caller =
                new Caller(
                        io.jsec.journal.Identity.container("a".repeat(64)),
                        new Role("sidecar"),
                        scope,
                        shared);
        assertThat(new Gate(_ -> caller, Roles.builtIn()).grant(caller).access())
                .isEqualTo(new Access(scope, RouteRule.restraints("sidecar"), shared));
    }

    @Test
    void only_whoever_is_told_all_reads_how_the_engine_is_served() throws IOException {
        try (ServedApi api = new ServedApi(folder, ServedApi.as("viewer"))) {
            JsonNode warnings = api.get("/info").json().path("Warnings");
            assertThat(warnings.toString()).doesNotContain("it is open");
        }
        Path other = folder.resolve("other");
        java.nio.file.Files.createDirectory(other);
        try (ServedApi api = new ServedApi(other, ServedApi.as("operator"))) {
            JsonNode warnings = api.get("/info").json().path("Warnings");
            assertThat(warnings.toString()).contains("it is open");
        }
    }

    @Test
    void other_roles_hold_from_the_next_call_on() throws IOException {
        Gate gate = ServedApi.as("night");
        try (ServedApi api = new ServedApi(folder, gate)) {
            assertThat(api.get("/images/json").status()).isEqualTo(403);
            gate.roles(RolesReaderTest.roles("night: {allow: [images.list]}"));
            assertThat(api.get("/images/json").status()).isEqualTo(200);
            assertThat(api.get("/containers/json").message())
                    .contains("the role night may not do containers.list");
            gate.roles(Roles.builtIn());
            assertThat(api.get("/images/json").status()).isEqualTo(403);
        }
    }

    @Test
    void tables_of_the_last_callers_are_kept_and_no_more() {
        FakeEngine engine = new FakeEngine();
        Product product = new Product("0.1.0", List.of());
        RouteTables tables = new RouteTables(access -> Api.table(engine.seenBy(access), product));
        for (int i = 0; i < 3 * RouteTables.KEPT_MAX; i++) {
            RouteTable _ = tables.of(Access.within(Map.of("team", "t" + i)));
            RouteTable _ = tables.of(Access.FULL);
        }

        assertThat(tables.size()).isEqualTo(RouteTables.KEPT_MAX);
        assertThat(engine.accesses).filteredOn(Access.FULL::equals).hasSize(1);
    }

    private static Set<Restraint> with(Set<Restraint> all, Restraint more) {
        Set<Restraint> restraints = new TreeSet<>(all);
        restraints.add(more);
        return restraints;
    }

    @Test
    void a_role_is_found_with_its_scope_and_restraints() {
        Roles roles = Roles.builtIn();
        assertThat(roles.of(new Role("admin")).orElseThrow().access()).isEqualTo(Access.FULL);
        assertThat(roles.of(new Role("admin@team=a")).orElseThrow().access())
                .isEqualTo(Access.within(Map.of("team", "a")));
        assertThat(roles.of(new Role("operator@io.jsec.owner=7")).orElseThrow().access().scope())
                .isEqualTo(Map.of("io.jsec.owner", "7"));
        assertThat(roles.of(new Role("other"))).isEmpty();
    }
}
