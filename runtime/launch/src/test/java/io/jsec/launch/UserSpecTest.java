package io.jsec.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UserSpecTest {
    private static final String PASSWD =
            """
            root:x:0:0:root:/root:/bin/sh
            daemon:x:1:1::/usr/sbin:/bin/false
            web:x:33:44:web server:/srv/www:/bin/sh
            web:x:0:0:second of the name:/root:/bin/sh
            1000::0:0::/:/bin/sh
            broken:x:1
            huge:x:4294967296:0::/:/bin/sh
            signed:x:-1:0::/:/bin/sh
            odd:x:077:0::/:/bin/sh
            """;
    private static final String GROUP =
            """
            root:x:0:
            disk:x:6:web
            www:x:44:web,daemon
            log:x:45:daemon,web
            2000:x:0:
            broken:x
            """;
    private static final Accounts IMAGE = Accounts.parse(PASSWD, GROUP);

    private static ContainerUser resolve(String text) {
        return UserSpec.parse(text).resolve(IMAGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                "::",
                "1:",
                ":1",
                "1:1:1",
                "0x1:0x",
                "01",
                "00",
                "+1",
                "-1",
                " 1",
                "1 ",
                "1\n",
                "4294967295",
                "4294967296",
                "2147483648",
                "2147483648:0",
                "99999999999",
                "18446744073709551616",
                "1:4294967296",
                "1:-1",
                "1:01",
                "root ",
                "ro ot",
                "-root",
                "root:",
                "web:x:y",
                "a/b",
                "\u0660",
                "\uff11",
                "root\u0000",
                "١"
            })
    void what_is_neither_an_id_nor_a_name_is_refused(String text) {
        assertThatThrownBy(() -> UserSpec.parse(text))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused ->
                                assertThat(refused.refusals())
                                        .extracting(Refusal::rule)
                                        .containsExactly(Rule.USER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"nobody", "root:x", "0:nogroup", "huge", "signed", "odd", "broken", "x1"})
    void a_name_the_image_does_not_have_is_refused(String text) {
        assertThatThrownBy(() -> resolve(text))
                .hasMessageContaining(Rule.USER_UNKNOWN.id())
                .hasMessageContaining("does not list it");
    }

    @Test
    void a_number_like_0x1_is_refused() {
        assertThatThrownBy(() -> resolve("0x1")).isInstanceOf(RefusedException.class);
    }

    @Test
    void a_number_is_that_number_whatever_the_image_calls_its_users() {
        assertThat(resolve("1000").uid()).isEqualTo(1000);
        assertThat(resolve("1000").gid()).isZero();
        assertThat(resolve("1:2000").gid()).isEqualTo(2000);
        assertThat(UserSpec.group("2000", IMAGE)).isEqualTo(2000);
    }

    @Test
    void every_number_in_range_is_itself() {
        Random random = new Random(7);
        for (int trial = 0; trial < 2000; trial++) {
            int uid = random.nextInt(ContainerUser.ID_MAX) + random.nextInt(2);
            int gid = random.nextInt(ContainerUser.ID_MAX);
            ContainerUser user = UserSpec.parse(uid + ":" + gid).resolve(Accounts.NONE);
            assertThat(user).isEqualTo(new ContainerUser(uid, gid, List.of(), "/"));
        }
        assertThat(UserSpec.parse("2147483647").resolve(Accounts.NONE).uid())
                .isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void any_text_is_a_user_or_one_kind_of_refusal() {
        Random random = new Random(11);
        String letters = "019:+-x_a$ \n\u00e9@.";
        for (int trial = 0; trial < 5000; trial++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(6); length > 0; length--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                UserSpec spec = UserSpec.parse(text.toString());
                assertThat(text.chars().filter(letter -> letter == ':').count())
                        .isEqualTo(spec.group().isPresent() ? 1 : 0);
            } catch (RefusedException e) {
                assertThat(e.refusals()).hasSize(1);
            }
        }
    }

    @Test
    void a_name_has_the_ids_the_home_and_the_groups_of_the_image() {
        assertThat(resolve("web"))
                .isEqualTo(new ContainerUser(33, 44, List.of(6, 44, 45), "/srv/www"));
        assertThat(resolve("root")).isEqualTo(ContainerUser.ROOT);
    }

    @Test
    void a_listed_number_has_the_groups_of_its_name() {
        assertThat(resolve("33")).isEqualTo(resolve("web"));
    }

    @Test
    void a_group_that_is_given_is_the_only_one() {
        assertThat(resolve("web:log"))
                .isEqualTo(new ContainerUser(33, 45, List.of(45), "/srv/www"));
        assertThat(resolve("33:7").groups()).containsExactly(7);
    }

    @Test
    void the_primary_group_is_among_the_groups() {
        assertThat(new ContainerUser(1, 7, List.of(9, 8, 9), "/").groups())
                .containsExactly(7, 8, 9);
        assertThat(ContainerUser.ROOT.withGroups(List.of(27)).groups()).containsExactly(0, 27);
    }

    @Test
    void a_number_nobody_lists_has_group_0_and_no_home() {
        assertThat(resolve("4711")).isEqualTo(new ContainerUser(4711, 0, List.of(), "/"));
    }

    @Test
    void a_home_that_is_no_path_is_the_root() {
        assertThat(new ContainerUser(1, 1, List.of(), "home").home()).isEqualTo("/");
        assertThat(new ContainerUser(1, 1, List.of(), "").home()).isEqualTo("/");
    }

    @Test
    void lines_that_are_not_whole_name_nobody() {
        assertThat(IMAGE.users()).extracting(Accounts.User::name).doesNotContain("broken", "huge");
        assertThat(Accounts.parse("a:b\n\n::::::\n", "x\n:::\n")).isEqualTo(Accounts.NONE);
    }

    @Test
    void a_passwd_file_without_end_is_cut_off() {
        String endless = "x".repeat(Accounts.FILE_CHARS_MAX) + "\nlate:x:5:5::/:/bin/sh\n";
        assertThat(Accounts.parse(endless, "").user("late")).isEqualTo(Optional.empty());
    }

    @Test
    void a_user_in_thousands_of_groups_keeps_as_many_as_there_may_be() {
        StringBuilder groups = new StringBuilder();
        for (int gid = 0; gid < 3000; gid++) {
            groups.append("g").append(gid).append(":x:").append(gid).append(":web\n");
        }
        ContainerUser user =
                UserSpec.parse("web").resolve(Accounts.parse(PASSWD, groups.toString()));
        assertThat(user.groups()).hasSizeLessThanOrEqualTo(ContainerUser.GROUPS_MAX);
    }
}
