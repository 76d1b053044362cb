package io.jsec.daemon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jsec.engine.Restraint;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page on roles: what people wrote, and the table. */
class RolesPageTest {
    @Test
    void the_page_on_roles_ends_with_the_table() throws IOException {
        StringBuilder page = new StringBuilder(words());
        page.append("\n| rule | operation | route |");
        List<String> roles = new ArrayList<>(RouteRule.columns());
        roles.add(Roles.ADMIN);
        roles.forEach(role -> page.append(" ").append(role).append(" |"));
        page.append("\n|---|---|---|").append("---|".repeat(roles.size())).append("\n");
        page.append("| | restraints | |");
        for (String role : roles) {
            List<String> words =
                    role.equals(Roles.ADMIN)
                            ? List.of()
                            : RouteRule.restraints(role).stream().map(Restraint::word).toList();
            page.append(" ").append(String.join(", ", words)).append(" |");
        }
        page.append("\n");
        for (RouteRule rule : RouteRule.all()) {
            page.append("| ").append(rule.id()).append(" | ").append(rule.operation());
            page.append(" | ").append(rule.method()).append(" ").append(rule.template());
            page.append(rule.with().isEmpty() ? "" : " with " + rule.with()).append(" |");
            for (String role : roles) {
                boolean may = role.equals(Roles.ADMIN) || rule.roles().contains(role);
                page.append(may ? " yes |" : " |");
            }
            page.append("\n");
        }
        OptionsPageTest.check("roles.md", page.toString());
    }

    private static String words() throws IOException {
        try (InputStream bytes = RolesPageTest.class.getResourceAsStream("roles-page.md")) {
            if (bytes == null) {
                throw new IOException("roles-page.md is not there");
            }
            return new String(bytes.readAllBytes(), UTF_8);
        }
    }
}
