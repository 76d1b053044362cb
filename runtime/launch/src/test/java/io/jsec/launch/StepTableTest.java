package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StepTableTest {
    private static final Path TABLE = Path.of("src", "main", "plan", "steps.tsv");

    /** Java types a wire type may have. */
    private static final Map<String, List<String>> TYPES =
            Map.of(
                    "u32", List.of("int"),
                    "u64", List.of("long"),
                    "str", List.of("String"),
                    "path", List.of("String"),
                    "bytes", List.of("FilterBytes"),
                    "strs", List.of("List<String>"),
                    "u32s", List.of("List<Integer>"),
                    "pairs", List.of("List<Pair>"),
                    "ids", List.of("List<IdRange>"),
                    "rules", List.of("List<LandlockRule>"));

    @Test
    void every_step_has_the_code_the_name_and_the_fields_of_the_table() throws IOException {
        List<String[]> rows =
                Files.readAllLines(TABLE).stream()
                        .filter(line -> !line.startsWith("#") && !line.isBlank())
                        .map(line -> line.split("\t", -1))
                        .toList();
        assertThat(rows).hasSize(StepTable.KINDS.size());
        for (String[] row : rows) {
            Class<? extends Step> kind = StepTable.KINDS.get(Integer.parseInt(row[0]) - 1);
            assertThat(kind.getSimpleName()).isEqualTo(row[1]);
            List<String> fields =
                    Arrays.stream(row[2].split(",")).filter(f -> !f.isBlank()).toList();
            RecordComponent[] components = kind.getRecordComponents();
            assertThat(components).as(row[1]).hasSize(fields.size());
            for (int index = 0; index < components.length; index++) {
                String[] field = fields.get(index).split(":", -1);
                assertThat(components[index].getName()).as(row[1]).isEqualTo(field[0]);
                assertThat(TYPES.get(field[1]))
                        .as(row[1] + "." + field[0])
                        .contains(show(components[index].getGenericType()));
            }
        }
    }

    @Test
    void every_step_there_is_has_a_code() {
        assertThat(StepTable.KINDS)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Step.class.getPermittedSubclasses())
                                .map(kind -> kind.<Step>asSubclass(Step.class))
                                .collect(Collectors.toList()));
    }

    private static String show(Type type) {
        if (type instanceof ParameterizedType list) {
            Class<?> element = (Class<?>) list.getActualTypeArguments()[0];
            return "List<" + element.getSimpleName() + ">";
        }
        return ((Class<?>) type).getSimpleName();
    }
}
