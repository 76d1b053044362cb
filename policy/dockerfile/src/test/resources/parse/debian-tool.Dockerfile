FROM debian:12.5-slim
SHELL ["/bin/bash", "-eo", "pipefail", "-c"]
# hadolint and others read such comments too
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        # for TLS
        ca-certificates \

        # for archives
        xz-utils \
    && rm -rf /var/lib/apt/lists/*
ARG VERSION=1.2.3
ARG SHA=0000
ADD --checksum=sha256:${SHA} https://example.com/t-${VERSION}.tar.xz /tmp/
RUN tar -C /opt -xJf /tmp/t-$VERSION.tar.xz && ln -s /opt/t-"$VERSION"/bin/t /usr/local/bin/
VOLUME /data
VOLUME ["/cache", "/logs"]
ENTRYPOINT exec t "$0" "$@"
CMD -h
