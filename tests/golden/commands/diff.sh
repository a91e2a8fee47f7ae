# Played by bash and GNU diff 3.8 of Debian 12; `diff.out` is what they printed.
cd $T
d() { echo "\$ diff $*"; diff "$@"; echo "=$?"; }
printf '1\n2\n3\n4\n5\n' > a; printf '1\n2\nx\n4\n5\ny' > b; cp a c
seq() { local i; for ((i = $1; i <= $2; i++)); do echo $i; done; }
{ seq 1 30; } > m; { seq 1 4; echo new; seq 5 12; seq 15 20; echo x; echo y; seq 21 25; echo 26 changed; seq 27 30; } > n
printf 'int f()\n{\n  a;\n  b;\n  c;\n  d;\n  e;\n}\n' > p.c; printf 'int f()\n{\n  a;\n  b;\n  c;\n  D;\n  e;\n}\n' > q.c
printf 'Hello  World\n\n  x\ty\nend \n' > w1; printf 'hello World\n  x       y\n\n\nend\n' > w2
touch -d '2020-01-02 03:04:05' a b c m n p.c q.c w1 w2
d a b; d a c; d -s a c; d -q a b; d -q a c; d -u a b; d -c a b; d -e a c; d -e c m; d -n a b; d -y a b; d -u m n; d m n; d -c m n; d -U1 m n; d -U 0 m n; d -C1 m n; d -1 m n; d -e m n; d -y m n; d -y -W 40 m n; d -y --suppress-common-lines m n; d -y --left-column a b; d -y -t a b; d b a; d -u b a; d -c b a; d -y b a
d -up p.c q.c; d -cp p.c q.c; d -u -F '^{' p.c q.c; d -p p.c q.c; d -u --label one --label two a b; d -u -L one a b; d -i w1 w2; d -w w1 w2; d -b w1 w2; d -B w1 w2; d -iwB w1 w2; d -ibB w1 w2; d -Z w1 w2; d -E w1 w2; d -I '^[0-9]' a b; d -I . a b; d -u -B w1 w2; d -t -u w1 w2; d -T w1 w2; d --unified m n | head -5; d --context=1 a b; d -u --color=always a b; d -c --color=always a b; d --color=always a b; d -y --color=always a b; d --color=never a b
: > empty; d -u empty a | grep -v '^---'; d a empty; d -c a empty | grep -v '^---'; d empty empty; d -y empty a; printf 'x' > x1; printf 'x\n' > x2; d x1 x2; d -w x1 x2; printf 'a\0b\n' > bin1; printf 'a\0c\n' > bin2; d bin1 bin2; d -q bin1 bin2; d -a bin1 bin2 | grep -c a; d bin1 bin1; d a bin1; printf '.\n.\nz\n' > dots; d -e empty dots; cat a | diff - b; diff b - < a; diff -u --label x - b < a; d -y x1 x2
printf 'a\nb\nc\na\nb\nb\na\n' > s1; printf 'c\nb\na\nb\na\nc\n' > s2; d s1 s2; d s2 s1; printf 'a\n\nb\n\nc\n\nd\n' > t1; printf 'a\n\nb\n\nx\n\nc\n\nd\n' > t2; d t1 t2; d t2 t1; printf '{\n  a\n}\n{\n  b\n}\n' > u1; printf '{\n  a\n}\n{\n  n\n}\n{\n  b\n}\n' > u2; d -U9 --label 1 --label 2 u1 u2; d -U9 --label 1 --label 2 u2 u1; printf 'q\nw\ne\nr\nt\ny\nu\n' > v1; printf 'e\nq\nt\nw\ny\nr\nu\nq\n' > v2; d v1 v2; d v2 v1
mkdir -p D1/s/t D2/s/t D1/o D2/p E1 E2; echo x > D1/s/f; echo y > D2/s/f; echo same > D1/g; echo same > D2/g; echo y > D1/only; mkfifo D1/fi D2/fi; mkdir D1/x; echo f > D2/x; : > D2/o2; echo in > D1/o/in; printf 'a\0' > D1/bin; printf 'b\0' > D2/bin; ln -s g D1/l; ln -s s/f D2/l; echo x > "D1/s p"; echo y > "D2/s p"
d D1 D2; d -r D1 D2; d -rq D1 D2; d -rs D1 D2; d -ru --label A --label B D1 D2; d -r -x fi -x x -x 's*' D1 D2; d -rN -x fi -x x D1 D2; d -rNq -x fi D1 D2; d -r --unidirectional-new-file -x fi -x x D1 D2; d -r --no-dereference -x fi -x x -x s D1 D2; d E1 E2; d -r D1/ D2/ | grep Only; d D1 a; echo z > D1/a; d a D1; d D1 a; d -r D1 D1; d D1/s D2/s
d; d a; d a b c; d nope b; d nope1 nope2; d -u nope D1; d -N nope a | tail -1; d -k a b; d -U x a b; d -C; d -u -c a b; d -u -y a b; d --foo a b; d --color=foo a b; d -W x a b; d -I '\(' a b
