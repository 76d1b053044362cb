FROM scratch
ENV a='single $x' b="double $a" c=plain\ with\ blanks d="in \"quotes\"" e='it'"'"'s'
ENV f="tab	kept" g=a"b c"d h=\$a i=\\ j="\\" k='\' l="a\b" m=a\b
ENV n="" o='' p= q=" " r=\  s=end
ENV t=#no u=a#b v="#" w=a=b=c
LABEL "key with blanks"="value" 'single'='x' plain="y" k\ e\ y=z
ENV old 'keeps  "its" quotes until they are expanded'
ENV old2 a\ b $a "$b"
ENV old3	tabbed	value	
ARG u1="x y" u2=x\ y u3='$a' u4="$a"
USER "quoted":'group'
WORKDIR "/with blanks/$a"
WORKDIR /with\ escapes
EXPOSE "80" '443'/tcp
VOLUME "/x" /y
STOPSIGNAL "9"
COPY "a" 'b' c\ d /e
