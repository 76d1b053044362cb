package io.jsec.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the routes to the checked-in list of the API's operations. */
class RouteTableTest {
    private final RouteTable table = Api.table(new FakeEngine(), new Product("0.1.0", List.of()));

    private static List<String> operations() throws IOException {
        try (InputStream bytes = RouteTableTest.class.getResourceAsStream("operations.txt")) {
            assertThat(bytes).isNotNull();
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    @Test
    void every_operation_of_the_api_has_a_route_and_no_route_is_of_another() throws IOException {
        TreeSet<String> routes = new TreeSet<>();
        table.routes().forEach(route -> routes.add(route.method() + " " + route.template()));

        assertThat(routes).containsExactlyInAnyOrderElementsOf(operations());
    }

    @Test
    void names_may_contain_slashes_and_ports() {
        assertThat(table.find("POST", "/images/localhost:5000/a/busybox/tag"))
                .isInstanceOfSatisfying(
                        RouteTable.Found.At.class,
                        at -> {
                            assertThat(at.route().template()).isEqualTo("/images/{name}/tag");
                            assertThat(at.names())
                                    .isEqualTo(Map.of("name", "localhost:5000/a/busybox"));
                        });
    }

    @Test
    void the_longest_fixed_part_wins() {
        assertThat(template("GET", "/images/json")).isEqualTo("/images/json");
        assertThat(template("GET", "/images/a/get")).isEqualTo("/images/{name}/get");
        assertThat(template("DELETE", "/containers/a/checkpoints/b"))
                .isEqualTo("/containers/{id}/checkpoints/{checkpoint}");
        assertThat(template("DELETE", "/containers/a")).isEqualTo("/containers/{id}");
        assertThat(template("GET", "/plugins/privileges")).isEqualTo("/plugins/privileges");
    }

    private String template(String method, String path) {
        return ((RouteTable.Found.At) table.find(method, path)).route().template();
    }

    @Test
    void another_method_and_another_path_are_told_apart() {
        assertThat(table.find("PUT", "/_ping"))
                .isEqualTo(new RouteTable.Found.OtherMethods(List.of("GET", "HEAD")));
        assertThat(table.find("GET", "/nothing")).isInstanceOf(RouteTable.Found.Nowhere.class);
    }
}
