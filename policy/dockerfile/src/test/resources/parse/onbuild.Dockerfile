FROM a
ONBUILD RUN make
ONBUILD COPY --chown=1 . /app
ONBUILD ENV A=1 B=2
ONBUILD ADD <<X /y
x
X
ONBUILD HEALTHCHECK --timeout=3s CMD ["a"]
ONBUILD USER app
ONBUILD RUM x
onbuild onbuild run x
