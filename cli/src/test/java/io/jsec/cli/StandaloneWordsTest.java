package io.jsec.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jsec.cli.docker.DockerVerb;
import io.jsec.cli.docker.DockerVerbs;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StandaloneWordsTest {
    private static final DockerVerb RUN = DockerVerbs.of("run").orElseThrow();

    @ParameterizedTest
    @CsvSource({
        "--rootfs /x true,true",
        "--rootfs=/x true,true",
        "-it --rm --rootfs /x sh,true",
        "--name --rootfs debian,false",
        "-e --rootfs debian,false",
        "-ite --standalone debian,false",
        "-eA=b --standalone debian,true",
        "--env A=b --standalone debian,true",
        "--standalone debian,true",
        "debian --rootfs /x,false",
        "--rm debian prog --standalone,false",
        "-- --rootfs,false",
        "--nosuch --rootfs /x,true",
    })
    void only_an_option_before_the_image_asks_for_it(String line, boolean asked) {
        List<String> words = List.of(line.split(" ", -1));
        assertThat(StandaloneWords.isAsked(RUN, words)).isEqualTo(asked);
    }

    @Test
    void the_option_itself_is_not_passed_on() {
        assertThat(StandaloneWords.without(List.of("--rm", "--standalone", "x", "--standalone")))
                .containsExactly("--rm", "x", "--standalone");
    }
}
