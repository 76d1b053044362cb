FROM a
RUN <<"A B" cat
x
A B
RUN << C
c
C
RUN <<-	D
	d
D
	D
RUN <<$E
$E
RUN <<'' cat
USER b
RUN <<F<<G
f
F
RUN cat <<H;cat <<I
h
H;cat
i
I
RUN "<<"J
COPY <<K <<K /k/
1
K
2
K
RUN --mount=type=bind,target=/m <<L >/l
l
L
ADD ["<<M", "/m"]
RUN cat <<'N' | sh
n
N
