package io.jsec.ci;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.rules.cel.FieldType;
import io.jsec.rules.cel.Schema;
import io.jsec.rules.cel.Schemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UserRulesPageTest {
    private static final String HEAD = "## Kinds and fields\n\n";

    private static String fields() {
        StringBuilder page = new StringBuilder();
        for (Schema<?> schema : Schemas.all()) {
            page.append("**").append(schema.name()).append("**\n\n");
            rows(page, schema.types());
        }
        page.append("Objects in lists:\n\n");
        for (FieldType.Objects objects : Schemas.objects()) {
            page.append("**").append(objects.name()).append("**\n\n");
            rows(page, objects.fields());
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static void rows(StringBuilder page, Map<String, ? extends FieldType> types) {
        page.append("| field | type |\n|---|---|\n");
        new TreeMap<>(types)
                .forEach((name, type) ->
                        page.append("| `%s` | `%s` |\n".formatted(name, type.text())));
        page.append('\n');
    }

    @Test
    void the_page_of_user_rules_lists_every_field_with_its_type() throws IOException {
        Path page = Path.of(System.getProperty("jsec.root", "..")).resolve("docs/user-rules.md");
        String text = Files.readString(page);
        String wanted = text.substring(0, text.indexOf(HEAD) + HEAD.length()) + fields();
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(page, wanted);
        }
        assertThat(wanted).isEqualTo(Files.readString(page));
    }
}
