FROM a
RUN <<EOF
set -e
make install
EOF
RUN <<-'END' python3 -
	print("$HOME")
	END
COPY <<one.txt <<"two.txt" /etc/x/
a=$A
one.txt
b=$B
two.txt
RUN 3<<IN cat <&3 && <<OUT tee /o
in
IN
out
OUT
ADD --chown=1:1 <<E\'F /z
quoted by a backslash
E'F
ONBUILD RUN <<LATER
later
LATER
RUN echo "<<NO" '<<NO' <<<NO a<<NO
USER b
