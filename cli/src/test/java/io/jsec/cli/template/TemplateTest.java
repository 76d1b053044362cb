package io.jsec.cli.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Go's text/template gives for the same words; each line was seen with docker's. */
class TemplateTest {
    private static final Map<String, Object> LABELS = Map.of("b", "2", "a", "1");

    private static Object web() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ID", "0123456789ab");
        fields.put("Names", "web");
        fields.put("Count", 3L);
        fields.put("Zero", 0L);
        fields.put("Share", 1.5);
        fields.put("Up", true);
        fields.put("Empty", "");
        fields.put("None", GoNil.LIST);
        fields.put("Health", null);
        fields.put("Labels", LABELS);
        fields.put("Env", List.of("A=1", "B=2"));
        fields.put("State", new Row("State", Map.of("Status", "running")));
        return new Row("container", fields);
    }

    private static String render(String template) {
        return Template.parse(template).render(web());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain~plain",
                "{{.ID}}~0123456789ab",
                "{{ .ID }}:{{.Names}}~0123456789ab:web",
                "{{.State.Status}}~running",
                "{{(.State).Status}}~running",
                "{{.Count}} {{.Share}} {{.Up}} {{.Health}} {{.None}}~3 1.5 true <nil> []",
                "{{.Labels}}~map[a:1 b:2]",
                "{{.Labels.a}} {{.Labels.zz}}~1 <no value>",
                "{{index .Labels \"a\"}}|{{index .Labels \"zz\"}}|~1||",
                "{{index .Env 1}}~B=2",
                "{{.Env}} {{len .Env}} {{len .Labels}} {{len .Names}}~[A=1 B=2] 2 2 3",
                "{{json .Names}} {{json .Env}} {{json .Labels}} {{json .Health}}"
                        + "~\"web\" [\"A=1\",\"B=2\"] {\"a\":\"1\",\"b\":\"2\"} null",
                "{{json .State}}~{\"Status\":\"running\"}",
                "{{.Names | upper | printf \"%s!\"}}~WEB!",
                "{{upper .Names}} {{lower \"ABC\"}} {{title \"ab cd\"}}~WEB abc Ab Cd",
                "{{join .Env \",\"}} {{join (split .Names \"e\") \"-\"}}~A=1,B=2 w-b",
                "{{split .Names \"e\"}}~[w b]",
                "{{truncate .ID 3}} {{pad .Names 1 2}}|{{pad .Empty 1 1}}|~012  web  ||",
                "{{slice .ID 0 3}} {{slice .ID 9}} {{slice .Env 1}}~012 9ab [B=2]",
                "{{printf \"%-6s|%6s|%q|%v|%d|%t|%%\" .Names .Names .Names .Env .Count .Up}}"
                        + "~web   |   web|\"web\"|[A=1 B=2]|3|true|%",
                "{{printf \"%.2s %5.1f %05d %x\" .Names .Share .Count .Names}}"
                        + "~we   1.5 00003 776562",
                "{{printf \"%d %s\" .Names}}~%!d(string=web) %!s(MISSING)",
                "{{printf \"a\" 1 2}}~a%!(EXTRA int=1, int=2)",
                "{{print .Names .Count .Zero .Names}}~web3 0web",
                "{{if .Up}}yes{{else}}no{{end}}{{if .Zero}}yes{{else}}no{{end}}~yesno",
                "{{if .Empty}}a{{else if .Names}}b{{else}}c{{end}}~b",
                "{{if .Health}}a{{end}}{{if .None}}b{{end}}{{if .Labels}}c{{end}}~c",
                "{{with .State}}{{.Status}} {{$.Names}}{{end}}~running web",
                "{{with .Empty}}a{{else}}b{{end}}{{with $x := .Names}}{{$x}}{{end}}~bweb",
                "{{range .Env}}<{{.}}>{{end}}~<A=1><B=2>",
                "{{range $i, $e := .Env}}{{$i}}={{$e}};{{end}}~0=A=1;1=B=2;",
                "{{range $k, $v := .Labels}}{{$k}}={{$v}},{{end}}~a=1,b=2,",
                "{{range $e := .Env}}{{$e}}{{end}}~A=1B=2",
                "{{range .None}}a{{else}}none{{end}}~none",
                "{{range .Env}}{{break}}{{end}}x{{range .Env}}{{continue}}y{{end}}~x",
                "{{range 3}}{{.}}{{end}}~012",
                "{{$n := .Names}}{{range .Env}}{{$n}}{{end}}~webweb",
                "{{$n := 1}}{{if .Up}}{{$n = 2}}{{end}}{{$n}}~2",
                "{{eq .Names \"web\"}} {{eq .Count 1 2 3}} {{ne .Names \"x\"}}~true true true",
                "{{lt 1 2}} {{le 2 2}} {{gt 1 2}} {{ge 2 1}} {{lt \"a\" \"b\"}}"
                        + "~true true false true true",
                "{{and .Up .Names}} {{and .Zero .Names}} {{or .Empty .Names}} {{not .Up}}"
                        + "~web 0 web false",
                "{{and false .Nope.x}}{{or true .Nope}}~falsetrue",
                "a {{- .Names -}} b~awebb",
                "a {{- \" x\" -}}  b~a xb",
                "{{/* nothing */}}a{{- /* more */ -}} b~ab",
                "{{`back\\n`}} {{\"tab\\t|\"}} {{'a'}} {{1_000}} {{0x10}} {{1e3}}"
                        + "~back\\n tab\t| 97 1000 16 1000",
                "{{.Names | len | eq 3}}~true",
                "{{.}}~{0123456789ab web 3 0 1.5 true  [] <nil> map[a:1 b:2] [A=1 B=2] {running}}",
            })
    void a_template_gives_what_go_gives(String template, String text) {
        assertThat(render(template)).isEqualTo(text);
    }

    @Test
    void println_ends_the_line() {
        assertThat(render("{{println .Names .Count}}x")).isEqualTo("web 3\nx");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "{{.ID~:1:0: unclosed action",
                "{{foo}}~:1:2: function \"foo\" not defined",
                "ab {{foo .ID}}~:1:5: function \"foo\" not defined",
                "{{if .ID}}a~:1:11: unexpected EOF",
                "{{end}}~:1:2: unexpected {{end}}",
                "{{else}}~:1:2: unexpected {{else}}",
                "{{break}}~:1:2: {{break}} outside {{range}}",
                "{{define \"x\"}}{{end}}~:1:2: {{define}} is not supported here",
                "{{template \"x\"}}~:1:2: {{template}} is not supported here",
                "{{block \"x\" .}}{{end}}~:1:2: {{block}} is not supported here",
                "{{call .ID}}~:1:2: function \"call\" not defined",
                "{{}}~:1:2: missing value for command",
                "{{$x}}~:1:2: undefined variable \"$x\"",
                "{{$x = 1}}~:1:2: undefined variable \"$x\"",
                "{{.ID | }}~:1:8: unexpected \"}}\"",
                "{{(.ID}}~:1:2: unclosed left paren",
                "{{\"abc}}~:1:2: unterminated quoted string",
                "{{\"\\q\"}}~:1:2: bad escape in \"\\q\"",
                "{{'ab'}}~:1:2: malformed character 'ab'",
                "{{1x}}~:1:2: bad number syntax: \"1x\"",
                "{{.ID \"a\"\"b\"}}~:1:9: unexpected \"b\" in operand",
                "{{.ID | \"a\"}}~:1:8: non executable command in pipeline stage",
                "{{.ID ! 1}}~:1:6: unexpected \"!\" in an action",
                "{{/* a }}~:1:2: unclosed comment",
                "{{if .ID}}{{else}}{{else}}{{end}}~:1:20: expected end; found {{else}}",
            })
    void what_is_no_template_is_refused_with_its_place(String template, String message) {
        assertThatThrownBy(() -> Template.parse(template))
                .isInstanceOfSatisfying(
                        TemplateException.class, e -> assertThat(e.isSyntax()).isTrue())
                .hasMessage("template: " + message);
    }

    @Test
    void the_place_counts_lines() {
        assertThatThrownBy(() -> Template.parse("a\nbc {{foo}}"))
                .hasMessage("template: :2:5: function \"foo\" not defined");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "{{.Foo}}~<.Foo>: can't evaluate field Foo in type container",
                "{{.ID.x}}~<.ID.x>: can't evaluate field x in type string",
                "{{.State.Foo}}~<.State.Foo>: can't evaluate field Foo in type State",
                "{{.Health.Status}}~<.Health.Status>: nil data; no entry for key \"Status\"",
                "{{index .Env 5}}~<index .Env 5>: error calling index: index out of range: 5",
                "{{index .Count 5}}~<index .Count 5>: error calling index: can't index item of"
                        + " type int",
                "{{slice .ID 0 99}}~<slice .ID 0 99>: error calling slice: index out of range: 99",
                "{{slice .ID 3 1}}~<slice .ID 3 1>: error calling slice: invalid slice index:"
                        + " 3 > 1",
                "{{eq .ID 3}}~<eq .ID 3>: error calling eq: incompatible types for comparison",
                "{{lt 1 2.0}}~<lt 1 2.0>: error calling lt: incompatible types for comparison",
                "{{len .Count}}~<len .Count>: error calling len: len of type int",
                "{{upper .Count}}~<upper .Count>: wrong type for value of upper; expected string;"
                        + " got int",
                "{{json}}~<json>: wrong number of args for json: want 1 got 0",
                "{{nil}}~<nil>: nil is not a command",
                "{{.ID \"a\"}}~<.ID>: can't give argument to non-function .ID",
                "{{range .Names}}x{{end}}~<.Names>: range can't iterate over web",
                "{{join .ID \",\"}}~<join .ID \",\">: wrong type for value; expected []string;"
                        + " got string",
            })
    void a_value_that_does_not_fit_is_named(String template, String message) {
        assertThatThrownBy(() -> render(template))
                .isInstanceOfSatisfying(
                        TemplateException.class, e -> assertThat(e.isSyntax()).isFalse())
                .hasMessageStartingWith("template: :1:")
                .hasMessageEndingWith(": executing \"\" at " + message);
    }

    @Test
    void a_method_takes_words() {
        Fields row =
                new Row("row", Map.of("ID", "1")) {
                    @Override
                    public java.util.Optional<Object> call(String name, List<Object> words) {
                        return name.equals("Label")
                                ? java.util.Optional.of("<" + words + ">")
                                : java.util.Optional.empty();
                    }
                };
        assertThat(Template.parse("{{.Label \"a\"}} {{\"b\" | .Label}}").render(row))
                .isEqualTo("<[a]> <[b]>");
    }

    @Test
    void a_header_is_not_changed_by_functions_of_looks() {
        Fields header = new Row("row", Map.of("ID", "CONTAINER ID"));
        assertThat(
                        Template.parse("{{lower .ID}}|{{json .ID}}|{{truncate .ID 3}}")
                                .renderHeader(header))
                .isEqualTo("CONTAINER ID|CONTAINER ID|CONTAINER ID");
    }

    @Test
    void rows_escape_markup_in_json_and_their_fields_do_not() {
        Fields row =
                new Row("row", Map.of("Tag", "<none>")) {
                    @Override
                    public boolean escapesMarkup() {
                        return true;
                    }
                };
        assertThat(Template.parse("{{json .}} {{json .Tag}}").render(row))
                .isEqualTo("{\"Tag\":\"\\u003cnone\\u003e\"} \"<none>\"");
    }

    @Test
    void deep_nesting_is_refused_before_the_stack_ends() {
        assertThatThrownBy(() -> Template.parse("{{" + "(".repeat(100_00) + "}}"))
                .hasMessageContaining("nested more than 100 deep");
        assertThatThrownBy(() -> Template.parse("{{if 1}}".repeat(5_000)))
                .hasMessageContaining("nested more than 100 deep");
    }

    @Test
    void a_template_of_64_kib_is_the_longest() {
        assertThat(Template.parse("x".repeat(65_536)).render("")).hasSize(65_536);
        assertThatThrownBy(() -> Template.parse("x".repeat(65_537)))
                .hasMessageContaining("longer than 65536 characters");
    }

    @Test
    void any_text_is_a_template_or_refused() {
        java.util.random.RandomGenerator random =
                java.util.random.RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        String[] parts = {
            "{{", "}}", "{{-", "-}}", ".", ".ID", "$", "$x", "if", "end", "range", "else", "with",
            " ", "|", "(", ")", "\"", "'", "`", "1", "-", ":=", ",", "len", "index", "/*", "*/",
            "\n", "é", "\\", "json", "printf", "%", "nil"
        };
        for (int i = 0; i < 50_000; i++) {
            StringBuilder text = new StringBuilder();
            int length = random.nextInt(1, 14);
            for (int j = 0; j < length; j++) {
                text.append(parts[random.nextInt(parts.length)]);
            }
            try {
                render(text.toString());
            } catch (TemplateException e) {
                assertThat(e).as(text.toString()).hasMessageStartingWith("template: :");
            }
        }
    }

    /** Fields by name. */
    private static class Row implements Fields {
        private final String type;
        private final Map<String, Object> fields;

        Row(String type, Map<String, Object> fields) {
            this.type = type;
            this.fields = fields;
        }

        @Override
        public String type() {
            return type;
        }

        @Override
        public List<String> names() {
            return List.copyOf(fields.keySet());
        }

        @Override
        public boolean has(String name) {
            return fields.containsKey(name);
        }

        @Override
        public @org.jspecify.annotations.Nullable Object field(String name) {
            return fields.get(name);
        }
    }
}
