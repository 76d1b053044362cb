package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.jsec.rules.ContainerMount;
import io.jsec.rules.ContainerSetting;
import io.jsec.rules.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MountReaderTest {
    private static List<ContainerMount> mounts(String body) {
        return ComposeTree.web("image: a\n" + body)
                .service("web")
                .get(ContainerSetting.MOUNTS)
                .orElse(List.of());
    }

    private static String shown(ContainerMount mount) {
        return mount.type()
                + " "
                + mount.source()
                + " "
                + mount.target()
                + (mount.readOnly() ? " ro" : "");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/data | volume  /data",
                "named:/data | volume named /data",
                "named:/data:ro | volume named /data ro",
                "./src:/src | bind src /src",
                "../src:/src | bind ../src /src",
                "\"/etc:/host:ro,rslave\" | bind /etc /host ro",
                "/etc//x/../y:/host | bind /etc/y /host",
                "~/x:/x | bind ~/x /x",
                "\"${DIR}:/x\" | bind ${DIR} /x",
                "\"${DIR:-./a}:/x\" | bind a /x",
                "{type: bind, source: ./a, target: /a} | bind a /a",
                "{type: bind, source: /a, target: /a, read_only: true} | bind /a /a ro",
                "{type: bind, source: /a, target: /a, read_only: yes} | bind /a /a ro",
                "{type: volume, source: v, target: /v} | volume v /v",
                "{type: tmpfs, target: /t} | tmpfs  /t",
            })
    void a_volume_is_read_in_every_form(String written, String shown) {
        List<ContainerMount> mounts = mounts("volumes: [" + written.strip() + "]");
        assertThat(mounts).hasSize(1);
        assertThat(shown(mounts.getFirst())).isEqualTo(shown.strip());
    }

    @Test
    void propagation_is_read_in_both_forms() {
        assertThat(
                        mounts(
                                """
                                volumes:
                                  - /a:/a:rshared
                                  - {type: bind, source: /b, target: /b, bind: {propagation: slave}}
                                """))
                .extracting(ContainerMount::propagation)
                .containsExactly("rshared", "slave");
    }

    @Test
    void a_tmpfs_is_a_mount_with_its_options() {
        assertThat(mounts("tmpfs: [/a, '/b:exec,size=1m']"))
                .extracting(ContainerMount::target, ContainerMount::options)
                .containsExactly(tuple("/a", ""), tuple("/b", "exec,size=1m"));
    }

    @Test
    void without_any_there_is_no_fact() {
        assertThat(ComposeTree.web("image: a").service("web").get(ContainerSetting.MOUNTS))
                .isInstanceOf(Fact.Absent.class);
    }

    @Test
    void what_is_no_volume_is_told() {
        assertThat(ComposeTree.web("image: a\nvolumes: ['']").problems())
                .containsExactly("compose.yaml:4:15 this is no volume");
    }
}
