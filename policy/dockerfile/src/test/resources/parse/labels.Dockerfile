FROM a
LABEL org.opencontainers.image.title="A service" \
      org.opencontainers.image.source=https://example.com/x?y=z#w \
      multi="one \
two" empty=
LABEL a=b c=d e="f g"
LABEL x.y 'z w'
