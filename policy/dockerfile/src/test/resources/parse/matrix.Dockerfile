ARG OS=alpine
ARG ALPINE=3.22
ARG DEBIAN=bookworm
ARG IMAGE=${OS}:${ALPINE}
FROM ${IMAGE} AS alpine-base
RUN apk add --no-cache tini
FROM debian:${DEBIAN}-slim AS debian-base
RUN apt-get update && apt-get install -y tini
FROM ${OS}-base AS final
ARG OS
ARG UID=1000 GID=${UID}
ENV WHO=${OS^}
ENV WHERE=${OS}-${ALPINE:-none} IDS=$UID:$GID
USER ${UID}:${GID}
FROM final
COPY --from=${OS}-base /etc/os-release /
COPY --from=1 a b
COPY --from=01 c d
COPY --from=alpine-base e f
