package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jsec.rules.read.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Compares our table with the schema of the Compose Specification, judged by a validator of JSON
 * schemas. {@code -Djsec.compose.schema} names the schema; it is not part of this tree.
 */
class StructureOracleTest {
    private static final Path TABLE =
            Path.of("src/main/resources/io/jsec/rules/compose/structure.txt");
    private static final int RUNS = 4_000;
    private static final long SEED = 20_261_129;

    private JsonNode json = new ObjectMapper().createObjectNode();

    @BeforeEach
    void read_the_schema() throws IOException {
        String file = System.getProperty("jsec.compose.schema", "");
        assumeTrue(!file.isEmpty(), "no-compose-schema: there is nothing to compare with");
        json = new ObjectMapper().readTree(Files.readAllBytes(Path.of(file)));
        ((ObjectNode) json).remove(List.of("$id", "$schema"));
    }

    @Test
    void the_table_is_that_of_the_schema() throws IOException {
        String made = SchemaTables.of(json);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(TABLE, made);
        }
        assertThat(Files.readString(TABLE)).isEqualTo(made);
    }

    @Test
    void verdicts_over_random_projects_are_those_of_the_schema() {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                        .getSchema(json.toString(), InputFormat.JSON);
        Random random = new Random(SEED);
        int refused = 0;
        for (int run = 0; run < RUNS; run++) {
            String project = new RandomProject(json, random, run % 4).text();
            boolean theirs = schema.validate(project, InputFormat.JSON).isEmpty();
            Problems problems = new Problems();
            new StructureCheck(Structure.standard(), problems)
                    .project(YamlReader.read("p", project.getBytes(StandardCharsets.UTF_8)));
            assertThat(problems.found().isEmpty())
                    .as("run %d: %s%nours: %s", run, project, problems.found())
                    .isEqualTo(theirs);
            refused += theirs ? 0 : 1;
        }
        assertThat(refused).isBetween(RUNS / 5, RUNS * 4 / 5);
    }
}
