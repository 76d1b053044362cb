package io.jsec.ci;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.audit.RulePages;
import io.jsec.rules.RuleCard;
import io.jsec.rules.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RulesPageTest {
    @Test
    void the_page_of_rules_is_what_the_catalogue_says() throws IOException {
        List<RuleCard> cards = Catalogue.rules().stream().map(rule -> rule.card()).toList();
        Path page = Path.of(System.getProperty("jsec.root", "..")).resolve("docs/rules.md");
        String text = RulePages.markdown(cards);
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(page.getParent());
            Files.writeString(page, text);
        }
        assertThat(text).isEqualTo(Files.readString(page));
    }
}
