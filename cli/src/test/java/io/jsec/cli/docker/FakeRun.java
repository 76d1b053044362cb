package io.jsec.cli.docker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jsec.cli.client.FakeEngine;
import java.util.concurrent.CountDownLatch;

/** The answers that a container needs which prints hi and ends. */
final class FakeRun {
    private static final byte[] HI = {1, 0, 0, 0, 0, 0, 0, 3, 'h', 'i', '\n'};

    private FakeRun() {}

    /** Its wait begins to answer at once and says the exit code after the start. */
    static void on(FakeEngine engine, String id, int exit) {
        CountDownLatch started = new CountDownLatch(1);
        engine.answer("POST /containers/create", 201, "{\"Id\":\"" + id + "\"}");
        engine.answer(
                "POST /containers/" + id + "/attach",
                (in, out) -> {
                    out.write("HTTP/1.1 101 UPGRADED\r\n\r\n".getBytes(US_ASCII));
                    out.write(HI);
                });
        engine.answer(
                "POST /containers/" + id + "/wait",
                (in, out) -> {
                    out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(US_ASCII));
                    try {
                        started.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    out.write(("{\"StatusCode\":" + exit + "}").getBytes(US_ASCII));
                });
        engine.answer(
                "POST /containers/" + id + "/start",
                (in, out) -> {
                    out.write(FakeEngine.plain(204, ""));
                    started.countDown();
                });
    }
}
