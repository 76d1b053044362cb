# syntax=x
FROM a
USER b