# Each line is given to bash; what it prints follows it, and its status where that is not 0.
cd $T
while IFS= read -r line <&3; do printf '$ %s\n' "$line"; eval "$line" 3<&-; status=$?; [ $status = 0 ] || echo "[$status]"; done 3<<'END'
printf 'one\n\ntwo\n\n\nthree\n' > n; mkdir d; printf '1\n2\n3\n' > a; printf 'x\ny\n' > b; printf '1\n2' > c
nl n
nl -ba n
nl -bn n
nl -b pt n
nl -ba -l2 n
nl -v10 -i5 n
nl -w2 -s: n
nl -n ln n
nl -n rz n
nl -n zz n
nl -b x n
nl -w 0 n
nl -v x n
printf '\\:\\:\\:\nhead\n\\:\\:\nbody\n\\:\nfoot\n\\:\\:\nb2\n' | nl
printf '\\:\\:\\:\nhead\n\\:\\:\nbody\n\\:\nfoot\n\\:\\:\nb2\n' | nl -ha -fa -p
nl nope d n
nl c
nl -v -2 n
fold -w 3 <<< abcdefgh
fold -s -w 6 <<< 'ab cd efghijk lm'
printf 'a\tb\n' | fold -w 8
printf 'a\tb\n' | fold -b -w 2
printf 'abc\bdef\n' | fold -w 3 | od -c
fold -w 0 a
fold -w x a
fold -5 <<< 123456789
printf 'abcdef' | fold -w 4
printf '\tx' | fold -w 3 | od -c
fold nope
paste a b
paste -d, a b
paste -d ',;' a b c
paste -s a b
paste -s -d '+\n' a
paste - - < a
paste -d '\0' a b
paste a - < b
paste nope a
paste d
paste -d 'x\' a
paste -z a b | od -c
paste c b
printf 'a\nb\nd\n' > s1; printf 'b\nc\nd\n' > s2; printf 'b\na\n' > s3
comm s1 s2
comm -12 s1 s2
comm -3 s1 s2
comm -23 s1 s2
comm --output-delimiter=: s1 s2
comm --total s1 s2
comm s3 s1
comm --check-order s3 s1
comm --nocheck-order s3 s1
comm s1
comm
comm a b c
comm nope s1
comm -z s1 s2
printf '1 a\n2 b\n3 c\n3 cc\n' > j1; printf '1 x\n3 y\n3 yy\n4 z\n' > j2
join j1 j2
join -a1 j1 j2
join -a2 j1 j2
join -v1 j1 j2
join -a1 -a2 -e - -o 0,1.2,2.2 j1 j2
join -o auto -a1 -e NA j1 j2
join -t: <(echo a:b) <(echo a:c)
join -1 2 -2 1 <(echo 'x k') <(echo 'k y')
join -j 2 <(echo 'x k') <(echo 'y k')
join -i <(echo 'A 1') <(echo 'a 2')
join j1
join j1 j2 j3
join -a3 j1 j2
join -1 0 j1 j2
join -o 3.1 j1 j2
join -o 1.x j1 j2
join -t ab j1 j2
join <(printf 'b\na\n') <(printf 'a\nc\n')
join --check-order <(printf 'b\na\n') <(printf 'a\nc\n')
join --nocheck-order <(printf 'b\na\n') <(printf 'a\nc\n')
join --header <(printf 'k v\n1 a\n') <(printf 'k w\n1 b\n')
join - - < j1
join nope j1
join -t '' <(echo 'a b') <(echo 'a b')
seq 25 > s; split s; wc -l x*; rm x*
split -l 10 s p; wc -l p*; rm p*
split -b 20 s; wc -c x*; rm x*
split -d -n 3 s; wc -c x*; rm x*
split -n l/3 s; cat xaa; rm x*
split -n r/3 s; cat xaa; rm x*
split -n 2/3 s
split -C 12 s; head -n 2 xab; rm x*
split -a 3 -l 20 s; ls x*; rm x*
split -x -l 20 --additional-suffix=.t s q; ls q*; rm q*
split --verbose -l 20 s; rm x*
split --filter='cat > $FILE.f' -l 20 s; ls x*; rm x*
split -a 1 -l 1 s; ls x* | wc -l; rm x*
split nope
split -l 0 s
split -b x s
split -n 0 s
split -l 1 -b 1 s
split a b c
seq 700 | split -l 1; ls x* | tail -n 3; rm x*
split --numeric-suffixes=5 -l 10 s; ls x*; rm x*
split -t 1 -l 3 s; cat xaa; rm x*
printf 'a\tb\n\tc\n  \td\n' > t
expand t
expand -t 4 t
expand -t 2,6 t
expand -i t
expand -t 0 t
expand -t x t
expand -t 4,2 t
expand -t 2,/4 t
expand -t 2,+4 t
expand -4 t
printf 'a\b\tx\n' | expand | od -c
expand nope
printf '        a       b\n    c\n' > e
unexpand e | cat -A 2>/dev/null || unexpand e | od -c
unexpand -a e | od -c
unexpand -t 4 e | od -c
unexpand --first-only -t 4 e | od -c
printf 'a       b\n   \t x  y\n ab cd  \n' | unexpand -a | od -c
printf '1234567 8\n1234567  89\n' | unexpand -a | od -c
unexpand -t 2,4 e | od -c
unexpand nope
END
