RUN before
ARG ok
FROM
FROM a b
FROM a AS 1
FROM a AS scratch
RUM typo
ENV
ENV alone
ENV =x
ENV a=1 b
LABEL a="b
ARG =x
COPY one
COPY --from a b
COPY --form=x a b
COPY --link --link a b
COPY a <<E
E
ADD --from=x a b
VOLUME []
SHELL sh
CMD [1]
RUN ["a", null]
EXPOSE ${
HEALTHCHECK x
HEALTHCHECK CMD
HEALTHCHECK NONE x
HEALTHCHECK --interval=1 CMD x
ONBUILD ONBUILD RUN x
ONBUILD FROM x
ONBUILD
USER
STOPSIGNAL
RUN --network=x y
RUN --mount=type=x y
RUN cat <<EOF
never ended
