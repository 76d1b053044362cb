package io.jsec.rules.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.jsec.rules.read.ReadException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComposeFuzzTest {
    private static final int RUNS = 5_000;
    private static final long SEED = 20_261_124;
    private static final String SAMPLE =
            """
            x-base: &base {read_only: true, cap_drop: [ALL]}
            include: [more.yaml]
            services:
              web:
                <<: *base
                extends: {service: db}
                image: "nginx:${TAG:-1.27}"
                command: ["a", $$x, ${Y:?no}]
                ports: ["127.0.0.1:80-81:80/tcp", 22:22, {target: 1, published: "2"}]
                volumes: [/etc:/e:ro, "v:/v", {type: bind, source: ../a, target: /a}]
                environment: {A: 1, B: }
                deploy: {resources: {limits: {memory: 1.5gb, cpus: "0.5", pids: 9}}}
                mem_limit: 64m
                ulimits: {nofile: {soft: 1, hard: 2}, nproc: 7}
                healthcheck: {test: [CMD, "x"], disable: false}
                networks: !override {front: {}}
              db: {build: {context: ., args: [A=1], network: host}, tmpfs: /tmp:mode=1777}
            """;
    private static final String PIECES = "{}[]:,-&*!<>|$'\"#%@`~?\\\t\n 0x=\u0000\u00e9";

    /** Reads one file as it is; nothing but a refusal may come out of it. */
    static void load(byte[] bytes) {
        try {
            List<?> facts = ComposeLoader.load(List.of("compose.yaml"), path -> Optional.of(bytes));
            assertThat(facts).isNotEmpty();
        } catch (ReadException refused) {
            assertThat(refused.at().path()).isIn("compose.yaml", "more.yaml");
            assertThat(refused).message().isNotBlank();
        }
    }

    @Test
    void damaged_files_are_read_or_refused_with_their_name() {
        Random random = new Random(SEED);
        for (int run = 0; run < RUNS; run++) {
            String text = damaged(random);
            try {
                load(text.getBytes(StandardCharsets.UTF_8));
            } catch (RuntimeException | StackOverflowError e) {
                fail("seed " + SEED + ", run " + run + ":\n" + text, e);
            }
        }
    }

    private static String damaged(Random random) {
        StringBuilder text = new StringBuilder(SAMPLE);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && !text.isEmpty(); i++) {
            int at = random.nextInt(text.length());
            char piece = PIECES.charAt(random.nextInt(PIECES.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, piece);
                case 1 -> text.insert(at, piece);
                case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(20)));
                default -> {
                    int end = Math.min(text.length(), at + random.nextInt(20));
                    text.insert(random.nextInt(text.length()), text.substring(at, end));
                }
            }
        }
        return text.toString();
    }
}
