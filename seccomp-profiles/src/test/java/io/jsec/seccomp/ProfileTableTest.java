package io.jsec.seccomp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The decisions of both profiles and of moby's default side by side, for a container without added
 * capabilities, with the reason wherever {@code docker} and moby differ. {@code
 * -Djsec.moby.profile=FILE} names moby's profile, which is not part of this tree; with {@code
 * -Dgolden.update=true} all but the reasons is written anew.
 */
class ProfileTableTest {
    private static final Path TABLE =
            Path.of("src/test/resources/io/jsec/seccomp/profiles-x86_64.tsv");
    private static final Architecture PC = Architecture.X86_64;
    private static final CompileTarget TARGET = new CompileTarget(PC, Set.of(), 6, 18);
    private static final String DEPENDS = "by its arguments";
    private static final int COLUMNS = 6;

    /**
     * One system call.
     *
     * @param reason why docker and moby differ; empty where they do not
     */
    private record Row(
            String number,
            String name,
            String hardened,
            String docker,
            String moby,
            String reason) {
        static Row of(String line) {
            String[] cells = line.split("\t", -1);
            assertThat(cells).as(line).hasSize(COLUMNS);
            return new Row(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5]);
        }

        String line() {
            return String.join("\t", number, name, hardened, docker, moby, reason);
        }
    }

    private static List<Row> table() throws IOException {
        try (Stream<String> lines = Files.lines(TABLE)) {
            return lines.filter(line -> !line.startsWith("#")).map(Row::of).toList();
        }
    }

    private static BpfProgram moby() throws IOException {
        String file = System.getProperty("jsec.moby.profile", "");
        assumeTrue(!file.isEmpty(), "no-moby-profile: there is nothing to compare with");
        return SeccompCompiler.compile(
                SeccompProfile.parse(Files.readString(Path.of(file))), TARGET);
    }

    private static String decision(BpfProgram program, String number) {
        return ShippedProfileTest.decision(program, PC, Integer.parseInt(number));
    }

    @Test
    void every_call_stands_in_the_table_with_what_the_profiles_decide() throws IOException {
        List<Row> rows = table();
        assertThat(rows).extracting(Row::name).hasSameElementsAs(SyscallTable.of(PC).names());
        for (Row row : rows) {
            assertThat(SyscallTable.of(PC).number(row.name()))
                    .hasValue(Integer.parseInt(row.number()));
            assertThat(row.hardened())
                    .as(row.name())
                    .isEqualTo(decision(ShippedProfile.HARDENED.program(TARGET), row.number()));
            assertThat(row.docker())
                    .as(row.name())
                    .isEqualTo(decision(ShippedProfile.DOCKER.program(TARGET), row.number()));
        }
    }

    @Test
    void every_difference_from_moby_has_its_reason_and_nothing_else_has() throws IOException {
        for (Row row : table()) {
            if (!row.docker().equals(row.moby())) {
                assertThat(row.reason()).as(row.name()).hasSizeGreaterThan(20).endsWith(".");
            } else if (!row.docker().equals(DEPENDS)) {
                assertThat(row.reason()).as(row.name()).isEmpty();
            }
        }
    }

    @Test
    void what_is_said_of_moby_is_what_its_profile_decides() throws IOException {
        BpfProgram moby = moby();
        BpfProgram docker = ShippedProfile.DOCKER.program(TARGET);
        Set<String> differ = new TreeSet<>(FilterComparison.beyond(docker, moby, PC));
        differ.addAll(FilterComparison.beyond(moby, docker, PC));
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(TABLE, anew(moby, table()));
        }
        for (Row row : table()) {
            assertThat(row.moby()).as(row.name()).isEqualTo(decision(moby, row.number()));
            if (row.docker().equals(DEPENDS) && row.moby().equals(DEPENDS)) {
                assertThat(!row.reason().isEmpty())
                        .as(row.name())
                        .isEqualTo(differ.contains(row.name()));
            }
        }
    }

    /** The table as the profiles have it now; reasons are people's and stay. */
    private static String anew(BpfProgram moby, List<Row> old) {
        SyscallTable calls = SyscallTable.of(PC);
        Map<String, String> reasons =
                old.stream().collect(Collectors.toMap(Row::name, Row::reason));
        List<String> lines = new ArrayList<>();
        lines.add("# x86_64, no capability. Where docker and moby's default differ: the reason.");
        lines.add("# number\tname\thardened\tdocker\tmoby\treason. ProfileTableTest holds it.");
        for (int number = 0; number <= calls.highest(); number++) {
            String at = Integer.toString(number);
            calls.name(number)
                    .map(name ->
                            new Row(
                                    at,
                                    name,
                                    decision(ShippedProfile.HARDENED.program(TARGET), at),
                                    decision(ShippedProfile.DOCKER.program(TARGET), at),
                                    decision(moby, at),
                                    reasons.getOrDefault(name, "")))
                    .ifPresent(row -> lines.add(row.line()));
        }
        return String.join("\n", lines) + "\n";
    }
}
