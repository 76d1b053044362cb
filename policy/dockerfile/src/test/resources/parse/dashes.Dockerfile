FROM a
RUN --
RUN -- x
RUN --mount=type=tmpfs,target=/t
RUN "--quoted" x
RUN \--escaped x
CMD --flag x
ENTRYPOINT --x=y z
ENV --a=b c=d
LABEL --a
USER --x y
EXPOSE --p 80
VOLUME --v /v
WORKDIR --w /w
SHELL --s ["a"]
ARG --arg name=value
STOPSIGNAL --sig 9
ONBUILD --o RUN x
ONBUILD RUN --mount=type=ssh x
FROM --platform b
FROM --platform=a --platform=b c
MAINTAINER --m x
HEALTHCHECK --interval=1s --interval=2s CMD x
HEALTHCHECK --unknown=1 NONE
HEALTHCHECK --retries=x NONE
