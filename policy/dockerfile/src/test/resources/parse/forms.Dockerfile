FROM a
RUN ["a", "b c", "\u0064\t"]
RUN [ "not json' ]
RUN ["a"] && b
CMD []
ENTRYPOINT
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
VOLUME ["/a", "/b c"]
VOLUME /d /e
COPY ["a b", "/c d/"]
ADD [a, /b]
HEALTHCHECK --interval=5m --retries=3 CMD ["curl", "-f"]
HEALTHCHECK CMD curl -f http://localhost/ || exit 1
HEALTHCHECK NONE
STOPSIGNAL SIGTERM
MAINTAINER it's me
ONBUILD CMD ["x"]
