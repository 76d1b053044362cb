package io.jsec.rules;

import java.util.List;

/** No rule fails over a Dockerfile, or points outside it. */
public final class DockerfileRulesFuzz {
    private static final List<byte[]> SAMPLES =
            Damage.texts(
                    """
                    ARG v=latest
                    FROM --platform=linux/amd64 debian:$v AS build
                    ENV PASSWORD=hunter2 PATH="/x:$PATH" DEBIAN_FRONTEND=noninteractive
                    RUN apt-get update && apt-get install -y curl sudo && curl http://a | sh
                    RUN cd /x && pip install a && yum install b ; chmod -R 777 / ; chown -R a:b /c
                    RUN <<EOF
                    #!/bin/bash
                    apk add c
                    EOF
                    ADD a.txt https://b/c.tar.gz /d/
                    COPY --from=buld --chmod=777 . .
                    FROM build
                    EXPOSE 22 2375 99999
                    USER root
                    WORKDIR x
                    ONBUILD RUN dnf upgrade
                    CMD a
                    CMD ["b"]
                    ENTRYPOINT c
                    HEALTHCHECK NONE
                    """,
                    "FROM scratch\nLABEL a b\nMAINTAINER c\nSTOPSIGNAL 99\nVOLUME /var/run\n");

    private DockerfileRulesFuzz() {}

    /** What the fuzzer begins with. */
    public static List<byte[]> samples() {
        return SAMPLES;
    }

    /** One input, as Jazzer calls it. */
    public static void fuzzerTestOneInput(byte[] data) {
        Places.judge(List.of(DockerfileFacts.of("Dockerfile", data)), data);
    }
}
