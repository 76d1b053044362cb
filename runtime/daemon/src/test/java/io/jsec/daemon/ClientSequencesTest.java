package io.jsec.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which verbs of docker 28 each role can finish: a verb works for whoever may make all its calls,
 * as they were seen on the wire.
 */
class ClientSequencesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ps | GET /containers/json | builder deployer operator sidecar viewer",
                "run | POST /containers/create; POST /containers/{id}/attach;"
                        + " POST /containers/{id}/wait; POST /containers/{id}/start;"
                        + " POST /containers/{id}/resize; POST /containers/{id}/kill"
                        + " | deployer operator sidecar",
                "run, pulling | POST /containers/create; POST /images/create"
                        + " | deployer operator sidecar",
                "start -a | GET /containers/{id}/json; POST /containers/{id}/attach;"
                        + " POST /containers/{id}/wait; POST /containers/{id}/start"
                        + " | deployer operator sidecar",
                "stop | POST /containers/{id}/stop | deployer operator sidecar",
                "rm | DELETE /containers/{id} | deployer operator sidecar",
                "exec | GET /containers/{id}/json; POST /containers/{id}/exec;"
                        + " POST /exec/{id}/start; POST /exec/{id}/resize; GET /exec/{id}/json"
                        + " | operator sidecar",
                "logs | GET /containers/{id}/json; GET /containers/{id}/logs"
                        + " | deployer operator sidecar viewer",
                "stats | GET /events; GET /containers/json; GET /containers/{id}/stats"
                        + " | deployer operator sidecar viewer",
                "wait | POST /containers/{id}/wait | deployer operator sidecar viewer",
                "cp out | GET /containers/{id}/json; HEAD /containers/{id}/archive;"
                        + " GET /containers/{id}/archive | operator sidecar",
                "cp in | HEAD /containers/{id}/archive; PUT /containers/{id}/archive"
                        + " | operator sidecar",
                "info | GET /info | builder deployer operator sidecar viewer",
                "system df | GET /system/df | builder deployer operator sidecar viewer",
                "build | POST /build | builder operator sidecar",
                "load | POST /images/load | builder operator sidecar",
                "save | GET /images/get | builder operator sidecar",
                "commit | POST /commit | builder operator sidecar",
                "tag | POST /images/{name}/tag | builder operator sidecar",
                "push | POST /images/{name}/push | builder operator sidecar",
                "rmi | DELETE /images/{name} | builder operator sidecar",
                "volume create | POST /volumes/create | deployer operator sidecar",
                "login | POST /auth; GET /info | builder deployer operator sidecar",
                "version | HEAD /_ping; GET /version"
                        + " | builder deployer nobody operator sidecar viewer"
            })
    void a_verb_works_for_whoever_may_make_all_its_calls(String verb, String calls, String roles) {
        Set<String> able = new TreeSet<>(RouteRule.columns());
        for (String call : calls.split("; ", -1)) {
            RouteRule rule =
                    RouteRule.all().stream()
                            .filter(each -> each.with().isEmpty())
                            .filter(each -> call.equals(each.method() + " " + each.template()))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(verb + ": " + call));
            able.retainAll(rule.roles());
        }
        assertThat(able).as(verb).containsExactlyElementsOf(Arrays.asList(roles.split(" ", -1)));
    }
}
