package io.jsec.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jsec.daemon.edge.StatusException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of options against what the edge does with them. */
class RunOptionTest {
    static Stream<RunOption> refused() {
        return RunOption.all().stream()
                .filter(RunOption::isRefusedHere)
                .filter(option -> !option.field().equals("-"));
    }

    static Stream<RunOption> accepted() {
        return RunOption.all().stream()
                .filter(option -> !option.isRefusedHere())
                .filter(option -> !option.field().equals("-"));
    }

    private static Fields request(RunOption option, String json) throws IOException {
        ObjectNode root = Json.object().put("Image", "a");
        ObjectNode object = root;
        List<String> parts = List.of(option.field().split("\\.", -1));
        for (String part : parts.subList(0, parts.size() - 1)) {
            object = object.putObject(part);
        }
        object.set(
                parts.getLast(), Json.read(json.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        return Fields.read(Json.bytes(root));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_the_table_refuses_is_refused_by_name(RunOption option) throws IOException {
        Fields request = request(option, "{\"a\":\"1\"}");

        assertThatThrownBy(() -> ConfigReader.create(Optional.empty(), request))
                .isInstanceOf(StatusException.class)
                .hasMessageContaining(option.field())
                .hasMessageContaining(option.sentence());
    }

    @ParameterizedTest
    @MethodSource("refused")
    void what_clients_send_without_being_asked_is_no_request(RunOption option) throws IOException {
        for (String json : List.of("null", option.unset().equals("null") ? "null" : "0")) {
            ConfigReader.create(Optional.empty(), request(option, json));
        }
        if (!List.of("zero", "null").contains(option.unset())) {
            String json = option.unset().equals("-1") ? "-1" : '"' + option.unset() + '"';
            ConfigReader.create(Optional.empty(), request(option, json));
        }
    }

    @ParameterizedTest
    @MethodSource("accepted")
    void what_the_table_does_not_refuse_is_read(RunOption option) throws IOException {
        Fields wrong = request(option, "[[7]]");

        if (option.verdict() != RunOption.Verdict.CLIENT) {
            assertThatThrownBy(() -> ConfigReader.create(Optional.empty(), wrong))
                    .as("a value of the wrong type goes unseen: nobody reads the field")
                    .isInstanceOf(StatusException.class)
                    .hasMessageContaining(option.field());
        }
    }

    @Test
    void every_option_that_is_refused_says_why_and_what_instead() {
        assertThat(RunOption.all())
                .filteredOn(RunOption::isRefusedHere)
                .allMatch(option -> option.sentence().length() > 20);
    }

    @Test
    void hidden_paths_that_a_client_opens_are_refused_even_as_empty_lists() throws IOException {
        Fields request =
                Fields.read(
                        "{\"HostConfig\":{\"MaskedPaths\":[]}}"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));

        assertThatThrownBy(() -> ConfigReader.create(Optional.empty(), request))
                .hasMessageStartingWith("HostConfig.MaskedPaths (--security-opt");
    }
}
