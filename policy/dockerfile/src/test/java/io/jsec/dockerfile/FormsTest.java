package io.jsec.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms of arguments and flags, and what is refused of them. */
class FormsTest {
    private static Instruction only(String text) {
        Dockerfile file = Dockerfile.parse("FROM a\n" + text);
        assertThat(file.instructions()).as(text).hasSize(2);
        return file.instructions().getLast();
    }

    private static List<String> problems(String text) {
        return Dockerfile.parse("FROM a\n" + text).problems().stream()
                .map(Problem::message)
                .toList();
    }

    private static List<String> values(List<Text> words) {
        return words.stream().map(Text::value).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['a']", "[\"a\",]", "[\"a\"] b", "[\"a\" \"b\"]", "[", "[a]", "[\"a\\x\"]", "[,]",
                "[\"a\tb\"]", "[01]", "[+1]", "[1.]", "[.5]", "[nul]", "{\"a\": 1}", "\"a\"",
                "[\"\\u12\"]", "[[\"a\"]", "[{\"a\"}]", "[{a: 1}]", "x [\"a\"]", "[\"a\"", "[1e]",
            })
    void what_is_no_json_array_is_the_shell_form(String text) {
        for (String keyword : List.of("RUN", "CMD", "ENTRYPOINT")) {
            assertThat(only(keyword + " " + text).body())
                    .isInstanceOfSatisfying(
                            Body.Shell.class,
                            shell -> assertThat(shell.script().value()).isEqualTo(text));
            assertThat(problems(keyword + " " + text)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1]",
                "[\"a\", 2]",
                "[null]",
                "[true, false]",
                "[-0.5e+7]",
                "[[\"a\"]]",
                "[{}]",
                "[{\"a\": [1, {\"b\": \"c\"}], \"d\": null}]",
                "[[],[[]]]",
                "[ \"a\" , [ ] ]",
                "[\"\\u00e9\", 0]",
            })
    void a_json_array_of_anything_but_strings_is_refused(String text) {
        for (String line :
                List.of("RUN ", "CMD ", "ENTRYPOINT ", "COPY ", "ADD ", "VOLUME ", "SHELL ")) {
            assertThat(problems(line + text))
                    .as(line + text)
                    .containsExactly(line.strip() + " takes a JSON array of strings only");
        }
        assertThat(problems("HEALTHCHECK CMD " + text))
                .containsExactly("HEALTHCHECK takes a JSON array of strings only");
    }

    @Test
    void deep_json_is_read_without_recursion() {
        String deep = "[".repeat(9_999) + "]".repeat(9_999);
        assertThat(problems("CMD " + deep)).hasSize(1);
        assertThat(problems("CMD " + "[".repeat(20_000) + "]".repeat(20_000))).isEmpty();
    }

    @Test
    void strings_of_json_are_read_as_json_says() {
        assertThat(
                        values(
                                only("CMD [\"\\\"\\\\\\/\\b\\f\\n\\r\\t\", "
                                                + "\"\\u00E9\\ud83d\\ude00\"]")
                                        .words()))
                .containsExactly("\"\\/\b\f\n\r\t", "\u00e9\ud83d\ude00");
        assertThat(values(only("CMD [\"a\\ud83db\", \"\\ude00\", \"\"]").words()))
                .containsExactly("a\ufffdb", "\ufffd", "");
    }

    @Test
    void lists_fall_back_to_words() {
        assertThat(values(only("COPY [\"a\", b").words())).containsExactly("[\"a\",", "b");
        assertThat(values(only("COPY [\"a b\", \"c\"]").words())).containsExactly("a b", "c");
        assertThat(values(only("VOLUME /a \"/b c\"").words())).containsExactly("/a", "\"/b", "c\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '^',
            value = {
                "VOLUME []!VOLUME needs a path",
                "VOLUME [\" \"]!VOLUME needs a path",
                "SHELL []!SHELL needs a JSON array of strings",
                "SHELL sh -c!SHELL needs a JSON array of strings",
                "COPY [\"a\"]!COPY needs a source and a destination",
                "ADD a!ADD needs a source and a destination",
                "HEALTHCHECK CMD []!HEALTHCHECK CMD needs a command",
                "HEALTHCHECK CMD!HEALTHCHECK CMD needs a command",
                "HEALTHCHECK NONE x!HEALTHCHECK NONE takes no argument",
                "HEALTHCHECK!HEALTHCHECK needs an argument",
                "ENV!ENV needs an argument",
                "ENV a!ENV a has no value",
                "ENV a=1 b!ENV needs name=value, not b",
                "LABEL =x!LABEL needs name=value, not =x",
                "LABEL a='b!LABEL: a quote is not closed",
                "ENV a=\"b!ENV: a quote is not closed",
                "ENV a b'!ENV: a quote is not closed",
                "ARG a=${b!ARG: a ${ is not closed",
                "ARG =b!ARG needs a name before the equals sign",
                "ARG!ARG needs an argument",
                "USER ${}!USER: a ${ names nothing",
                "WORKDIR ${a%\\b}!WORKDIR: a pattern of ${a} escapes what needs no escape",
                "EXPOSE ${a;b}!EXPOSE: ${a;} is no modifier",
                "COPY ${a/b} c!COPY: a ${ has no second slash",
                "COPY --chown=${a b /c!COPY: a ${ is not closed",
                "STOPSIGNAL!STOPSIGNAL needs an argument",
                "ONBUILD!ONBUILD needs an argument",
                "ONBUILD FROM b!ONBUILD FROM is not allowed",
                "ONBUILD MAINTAINER b!ONBUILD MAINTAINER is not allowed",
                "ONBUILD ONBUILD USER b!ONBUILD ONBUILD is not allowed",
                "ONBUILD RUM b!unknown instruction RUM",
                "ONBUILD COPY b!COPY needs a source and a destination",
                "FROM!FROM needs an argument",
                "FROM a AS!FROM takes an image, or an image, AS and a name",
                "FROM a IS b!FROM takes an image, or an image, AS and a name",
                "FROM a AS b/c!no stage can be named b/c",
                "FROM a AS Scratch!the stage name Scratch is reserved",
            })
    void what_docker_refuses_is_told(String line, String problem) {
        assertThat(problems(line)).containsExactly(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RUN",
                "CMD",
                "ENTRYPOINT",
                "CMD []",
                "ENTRYPOINT []",
                "RUN []",
                "RUN echo \"x",
                "CMD echo ${",
                "MAINTAINER it's me",
                "ONBUILD RUN a",
                "onbuild copy a b",
                "LABEL a= b='' c=\"\"",
                "ENV a b = c",
                "ARG a b=1 c",
                "VOLUME a",
                "EXPOSE 1 2/udp",
                "HEALTHCHECK none",
                "Healthcheck Cmd x",
                "FROM a as B.c-d_e",
                "STOPSIGNAL $s",
                "SHELL [\"a\"]",
                "ARG --x a",
                "STOPSIGNAL --x 9",
                "HEALTHCHECK --x NONE",
            })
    void what_docker_takes_is_no_problem(String line) {
        assertThat(problems(line)).isEmpty();
    }

    @Test
    void a_command_without_arguments_is_an_empty_script() {
        assertThat(only("CMD").body())
                .isInstanceOfSatisfying(
                        Body.Shell.class, shell -> assertThat(shell.script().isEmpty()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM --platform=linux/amd64 b",
                "FROM --platform=$BUILDPLATFORM b AS c",
                "RUN --mount=type=cache,target=/a --mount=type=bind,from=b,src=/c,dst=/d,ro x",
                "RUN --mount=type=secret,id=a,env=B,required --mount=type=ssh,mode=0600 x",
                "RUN --mount=type=tmpfs,target=/t,size=1g --mount=$m,target=/x y",
                "RUN --network=none --security=insecure --device=vendor/x --device=y z",
                "RUN --network=host --security=sandbox x",
                "COPY --from=0 --chown=1:2 --chmod=u=rwX,go=r --link --parents a /b",
                "COPY --exclude=*.a --exclude=*.b --link=FALSE --parents=true a /b",
                "ADD --checksum=sha256:0 --keep-git-dir --chown=a --chmod=0 --link --unpack a /b",
                "ADD --exclude=a --keep-git-dir=true a /b",
                "HEALTHCHECK --interval=5m30s --timeout=1.5h --start-period=0 --retries=3 CMD x",
                "HEALTHCHECK --start-interval=500ms --interval=1000us --timeout=.5s CMD x",
                "HEALTHCHECK --retries=0 --interval= CMD x",
            })
    void flags_are_taken(String line) {
        assertThat(problems(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '^',
            value = {
                "COPY --form=b a /c!unknown flag --form of COPY",
                "ADD --from=b a /c!unknown flag --from of ADD",
                "RUN --Mount=x y!unknown flag --Mount of RUN",
                "USER --x y!unknown flag --x of USER",
                "COPY --link --link a /b!COPY takes --link once",
                "COPY --from=a --from=b a /b!COPY takes --from once",
                "COPY --from a /b /c!--from needs a value",
                "RUN --mount x!--mount needs a value",
                "COPY --link= a /b!--link needs a value",
                "COPY --link=yes a /b!--link is true or false, not yes",
                "RUN --network=bridge x!RUN refuses --network=bridge",
                "RUN --security=none x!RUN refuses --security=none",
                "RUN --mount=type=volume,target=/a x!RUN refuses --mount=type=volume,target=/a",
                "RUN --mount=type=cache,targt=/a x!RUN refuses --mount=type=cache,targt=/a",
                "RUN --mount=type=cache,target x!RUN refuses --mount=type=cache,target",
                "HEALTHCHECK --interval=5 CMD x!HEALTHCHECK refuses --interval=5",
                "HEALTHCHECK --timeout=-1s CMD x!HEALTHCHECK refuses --timeout=-1s",
                "HEALTHCHECK --timeout=1us CMD x!HEALTHCHECK refuses --timeout=1us",
                "HEALTHCHECK --start-period=1d CMD x!HEALTHCHECK refuses --start-period=1d",
                "HEALTHCHECK --timeout=9999999h CMD x!HEALTHCHECK refuses --timeout=9999999h",
                "HEALTHCHECK --retries=-1 CMD x!HEALTHCHECK refuses --retries=-1",
                "HEALTHCHECK --retries=x CMD x!HEALTHCHECK refuses --retries=x",
                "HEALTHCHECK --retries=2147483648 CMD x!HEALTHCHECK refuses --retries=2147483648",
            })
    void flags_are_refused(String line, String problem) {
        assertThat(problems(line)).containsExactly(problem);
    }

    @Test
    void quotes_and_escapes_of_flags_are_removed() {
        Instruction run =
                only("RUN --mount=\"type=cache,id=a b\",target='/c\\'d' --network=h\\ost x");
        assertThat(run.flags().stream().map(Flag::text))
                .containsExactly("type=cache,id=a b,target=/c'd", "host");
        assertThat(((Body.Shell) run.body()).script().value()).isEqualTo("x");
        assertThat(only("COPY \"--from=x\" /y").flags()).isEmpty();
        assertThat(only("COPY --\"from\"=x a /y").flag("--from").orElseThrow().text())
                .isEqualTo("x");
    }

    @Test
    void two_dashes_end_the_flags() {
        Instruction run = only("RUN --network=none -- --x");
        assertThat(((Body.Shell) run.body()).script().value()).isEqualTo("--x");
        assertThat(only("RUN --network=none -x --y").flags()).hasSize(1);
    }

    @Test
    void an_open_quote_of_a_flag_takes_the_rest_of_the_line() {
        assertThat(problems("COPY --from=\"x a /b")).containsExactly("COPY needs an argument");
    }

    @Test
    void the_old_form_of_pairs_ends_its_name_at_the_first_blank() {
        Body.Pair pair = only("ENV \"a b\"  c = \"d\" ").pairs().getFirst();
        assertThat(pair.name().value()).isEqualTo("a");
        assertThat(pair.value().orElseThrow().value()).isEqualTo("b\"  c = \"d\"");
        Body.Pair label = only("LABEL com.example.x it is so").pairs().getFirst();
        assertThat(label.name().value()).isEqualTo("com.example.x");
        assertThat(label.value().orElseThrow().value()).isEqualTo("it is so");
    }

    @Test
    void the_new_form_of_pairs_takes_quotes_and_escapes() {
        List<Body.Pair> pairs = only("LABEL \"a.b\"=\"c d\" e='f g' h=i\\ j k=l=m n=").pairs();
        assertThat(pairs.stream().map(pair -> pair.name().value()))
                .containsExactly("a.b", "e", "h", "k", "n");
        assertThat(pairs.stream().map(pair -> pair.value().orElseThrow().value()))
                .containsExactly("\"c d\"", "'f g'", "i\\ j", "l=m", "");
    }

    @Test
    void a_trigger_keeps_its_flags_and_form() {
        Body.Trigger trigger = (Body.Trigger) only("ONBUILD COPY --from=b [\"a\", \"/c\"]").body();
        assertThat(trigger.instruction().flag("--from").orElseThrow().text()).isEqualTo("b");
        assertThat(trigger.instruction().body()).isInstanceOf(Body.Exec.class);
    }

    @Test
    void words_are_cut_at_gaps_only() {
        assertThat(values(only("EXPOSE 1\t2\u000b3\f4 5\u00a06").words()))
                .containsExactly("1", "2", "3", "4", "5\u00a06");
        assertThat(only("ENV a=1\u00a0b=2").pairs()).hasSize(2);
    }
}
