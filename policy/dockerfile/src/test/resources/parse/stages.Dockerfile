FROM a AS x
FROM b AS X
FROM x as y
COPY --from=x a b
COPY --from=0 a b
COPY --from=y a b
COPY --from=img:1 a b
FROM y
FROM later AS z
FROM z AS later
from c As D
