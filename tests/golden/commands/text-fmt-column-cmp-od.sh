# Each line is given to bash; what it prints follows it, and its status where that is not 0.
cd $T
while IFS= read -r line <&3; do printf '$ %s\n' "$line"; eval "$line" 3<&-; status=$?; [ $status = 0 ] || echo "[$status]"; done 3<<'END'
mkdir d; printf 'The quick brown fox jumps over the lazy dog. It was a sunny day in the middle of spring, and nobody expected it.\n\nSecond paragraph here.\nIt has short lines.\nThree of them.\n' > p
fmt p
fmt -w 30 p
fmt -s -w 40 p
fmt -30 p
printf '  indented text that goes on\n  and on for a while\nthen not\n' | fmt -w 20
printf 'first line\n   second line is here\n   third line is here\n' | fmt -c -w 25
printf 'tag\n   second line is here\n   third line is here\n' | fmt -t -w 25
printf '# comment one\n# comment two\ncode\n' | fmt -p '#' -w 40
printf 'a  b   c.  D e\n' | fmt -u
fmt -w x p
fmt -w 9999 p
fmt nope
fmt -g 20 -w 30 p
printf 'a b\n' | fmt
printf 'one two (three) four, five. Six seven eight nine ten eleven twelve\n' | fmt -w 24
seq 20 | column -c 40
seq 20 | column -x -c 40
printf 'a b c\nlonger x y\n' | column -t
printf 'a:b:c\nlonger::y\n' | column -t -s:
printf 'a,b\nccc,d\n' | column -t -s, -o ' | '
printf 'a b\nc d\n' | column -t -N X,Y
printf 'a b\nc d\n' | column -t -N X,Y -R X
printf 'a 1\nbb 22\n' | column -t -R 2
printf 'a b\nc d\n' | column -J -N x,y -n tab
printf 'a b\nc\n' | column -t -N x,y -J
printf 'a b c\n' | column -t -l 2
printf 'a b\n\nc d\n' | column -t -L
printf 'a b c\nd e f\n' | column -t -O 3,1
printf 'a b c\nd e f\n' | column -t -H 2
printf 'a b c\nd e f\n' | column -t -N A,B,C -d
column nope
column -c x p
printf 'abc\n' > c1; printf 'abd\n' > c2; printf 'abc\nx' > c3; : > c0
cmp c1 c1
cmp c1 c2
cmp c1 c3
cmp c3 c1
cmp c1 c0
cmp -l c1 c2
cmp -b c1 c2
cmp -bl c1 c2
cmp -s c1 c2
cmp -s c1 c3
cmp -n 2 c1 c2
cmp -i 3 c1 c2
cmp -i 1:2 c1 c2
cmp c1 nope
cmp c1 d
cmp
cmp -ls c1 c2
cmp c1 c2 1 1
cmp - c2 < c1
cmp a b c d e
printf 'ab\nd' | cmp - c1
printf 'Hello\tworld\n\000\001\377\200abc' > o
od o
od -c o
od -An -tx1 o
od -tx1z o
od -A x -t x1z -v o
od -a o
od -b o
od -d o
od -i o
od -l o
od -x o
od -s o
od -t u1 o
od -t d1 -t x1 o
od -j 3 -N 5 -c o
od -t x2 --endian=big o
od -t f4 o
od -t f8 o
od -w4 -c o
od -An -tc -N0 o
head -c 100 /dev/zero | od
head -c 100 /dev/zero | od -v | tail -n 2
od -A d -c o
od -A z o
od -t y o
od -t d3 o
od nope
od d
od -j 100 o
od -S 3 o
od -N x o
printf '\0\0\200\77\0\0\0@' | od -t f4
printf '\232\231\231\231\231\231\271\77' | od -t f8
od -tx1 c1 c2
od -t a -t o2 o
od -t x8 -t c o
END
