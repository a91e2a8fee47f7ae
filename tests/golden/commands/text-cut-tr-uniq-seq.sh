# Each line is given to bash; what it prints follows it, and its status where that is not 0.
cd $T
while IFS= read -r line <&3; do printf '$ %s\n' "$line"; eval "$line" 3<&-; status=$?; [ $status = 0 ] || echo "[$status]"; done 3<<'END'
printf 'a:b:c\nd:e\nnone\n:x:\n' > f; printf 'one\ttwo\tthree\n' > t; printf 'a b' > u; printf '\200\377x\0y\n' > odd; mkdir d
cut -d: -f2 f
cut -d: -f1,3 f
cut -d: -f2- -s f
cut -d: -f-2 --output-delimiter=/ f
cut -c2-3 f
cut -b1,3 --output-delimiter=- f
cut -f2 t
cut --complement -d: -f2 f
cut -c1-2,2-3 u
cut -f 0 f
cut -f 3-1 f
cut -f - f
cut -f x f
cut -c f
cut f
cut -f1 -c1 f
cut -d ab -f1 f
cut -d: -c1 f
cut -s -c1 f
cut -f1 nope d f
cut -b 2-4 odd | od -c
cut -d '' -f2 odd | od -c
cut -z -c1 odd | od -c
cut --nope
cut -f
tr a-c A-C < f
tr -d : < f
tr -s : < f
echo aabbcc | tr -s a-b
echo hello | tr -c 'a-y\n' X
echo hello | tr -cd l; echo
echo 'Hello World' | tr '[:upper:]' '[:lower:]'
echo 'hello' | tr '[:lower:]' '[:upper:]'
echo abc | tr abc '[x*]'
echo abcabc | tr abc '[x*2]y'
echo abc | tr a-c x
echo abc | tr -t abc xy
echo 'a  b   c' | tr -s ' ' '\n'
printf 'a\tb\n' | tr '\t' ' '
printf '\0\1' | tr '\0\1' ab
echo abc | tr '\141' Z
echo abc | tr
echo abc | tr a
echo abc | tr a b c
echo abc | tr -d a b
echo abc | tr -ds a
echo abc | tr z-a x
echo abc | tr '[:nope:]' x
echo abc | tr a ''
echo abc | tr '[:alpha:]' '[:digit:]'
echo a-c | tr 'a\-c' xyz
echo 'x[y]' | tr '[]' '()'
echo abc | tr -s a-z A-Z
echo aabb | tr -ds a b
echo abc | tr '[=a=]' x
echo abc | tr -C a x | od -c
tr a b < d
printf 'a\na\nb\nA\na\n' > q; printf 'x 1\ny 1\nz 2\nz 2\n' > r
uniq q
uniq -c q
uniq -d q
uniq -u q
uniq -i q
uniq -ci q
uniq -D q
uniq --all-repeated=prepend r
uniq --all-repeated=separate -f1 r
uniq --group r
uniq --group=both -f 1 r
uniq --group=append -f 1 r
uniq --group=prepend -f 1 r
uniq -f1 r
uniq -s2 r
uniq -w1 r
uniq -du q
uniq -c --group q
uniq -cD q
uniq --group=x q
uniq nope
uniq d
uniq q out; cat out
uniq a b c
uniq -f x q
printf 'a\na' | uniq -c
printf 'a\0a\0b' | uniq -z | od -c
seq 5
seq 2 5
seq 1 2 6
seq 5 -2 1
seq 5 1
seq -w 8 11
seq -s, 3
seq -s '' 3
seq 1 .5 3
seq 0.1 0.1 0.5
seq -f '%03g' 3
seq -f '%.2f|' 1 2
seq -w 1 .5 3
seq -w -5 5 5
seq 1e2 50 2e2
seq -1
seq -3 -1
seq 1 0 3
seq
seq 1 2 3 4
seq x
seq 1 nan
seq -f '%d' 3
seq -f '%' 3
seq -f 'x' 3
seq -f '%g%g' 3
seq -w -f '%g' 3
seq 10000000000000000000 10000000000000000002
seq 0xa 12
seq inf | head -n 3
seq 3 inf | head -n 2
yes | head -n 2
yes a b | head -n 2
yes --help | head -n 1
basename /a/b.c
basename /a/b.c .c
basename a/
basename /
basename //
basename ''
basename -a x/y z
basename -s .c a.c b.c
basename -z a | od -c
basename
basename a b c
basename .c .c
dirname /a/b a a/ / // '' a//b /a
dirname -z a/b | od -c
dirname
nproc --ignore=x
nproc a
tty
tty -s
tty x
tty < d
echo x | tee o1 o2; cat o1 o2
echo y | tee -a o1 >/dev/null; cat o1
echo z | tee d; ls
echo z | tee nope/x
echo z | tee /dev/full
printf 'a\nb\nc' > n3; printf 'a\nb\nc\n' > n4
tac n3
tac n4 | od -c
tac n4 n3
tac -s b n4 | od -c
tac -b -s b n4 | od -c
tac -r -s '[ab]' n4 | od -c
tac nope d
tac -s '' n4 | od -c
echo 'a1b22c' | tac -rs '[0-9][0-9]*'
rev n3
printf 'abc\n\nxy\n' | rev
printf '\303\251a\n' | rev | od -c
printf '\303\251a\n' | LC_ALL=C.UTF-8 rev
rev nope
END
