# Played by bash and GNU grep 3.8 of Debian 12; `grep.out` is what they printed.
cd $T
printf 'alpha\nbeta gamma\nGamma ray\nb\303\251ta\n\nfoo_bar foo\nx.y\n1.5\n' > f
printf 'one\ntwo\nthree\nfour\nfive\nsix\nseven\neight\nnine\nten\n' > n
printf 'a\n\0b\na2\n' > bin; mkdir -p d/sub e; echo 'in d' > d/x.c; echo 'in sub d' > d/sub/y.h; echo 'in e' > e/x.c; ln -s ../e d/link
u() { echo "\$ $*"; LC_ALL=C.UTF-8 "$@"; echo "=$?"; }
r() { echo "\$ $*"; "$@"; echo "=$?"; }
r grep a f; r grep -c a f; r grep -n a f n; r grep -v a f; r grep -i GAMMA f; r grep -ic gamma f; r grep zz f; r grep -q a f; r grep -q zz f
r grep -o 'a.' f; r grep -on 'o' n; r grep -b e n; r grep -ob 'e' n; r grep -w foo f; r grep -w 'foo_bar' f; r grep -x beta f; r grep -x 'alpha' f; r grep -o '' f; r grep -w e n; r grep -wo 'foo' f
r grep -l a f n; r grep -L a f n; r grep -L zz f; r grep -h a f n; r grep -H a f; r grep -c e n f; r grep -vc e n; r grep -m 2 e n; r grep -m 1 -A 2 e n; r grep -m0 e n
r grep -A 1 two n; r grep -B 1 two n; r grep -C 1 -n five n; r grep -1 five n; r grep -n2 five n; r grep -A1 -B1 -e two -e six -e nine n; r grep --no-group-separator -A1 -e two -e six n; r grep --group-separator='**' -A1 -e two -e six n; r grep -A1 -v -n o n; r grep -A 1 -o t n; r grep -A1 o n f; r grep -c -A1 o n; r grep -A 1 two n n
r grep -e one -e two n; r grep 'one
two' n; printf 'six\nten\n' > pats; r grep -f pats n; r grep -F -f pats -e one n; : > none; r grep -f none n; r grep -c '' n; r grep -v -f none -c n
r grep -F 'x.y' f; r grep 'x.y' f; r grep -F '.' f; r grep -F -o 'foo
foo_' f; r grep -Fx 'x.y' f; r grep -Fw 'foo' f; r grep -Fi 'GAMMA' f; r grep -F '\' f
r grep -E '^(one|two)$' n; r grep -E 'e{2}' n; r grep 'e\{2\}' n; r grep -E '(.)\1' f n; r grep '\(.\)\1' n; r grep -E 'o|e' -c n; r grep -E '[0-9]+\.[0-9]' f; r grep '[[:upper:]]' f; r grep '[[:space:]]' f; r grep -o '[[:alnum:]_]*' f; r grep -o '\w\+' f; r grep '\bb' f; r grep 'a\>' f; r grep '\<g' f; r grep -E '\s' f; r grep -E 'a?' -c f; r grep '^$' -n f; r grep -n '.' f; r grep 'a*b' f; r grep 'a\|x' f; r grep 'a|x' f; r grep -E 'ne$|^t' n
for p in '\(' '\)' 'a\' '[' '[a' 'a\{2' 'a\{x\}' 'a\{2,1\}' '[[:foo:]]' '[:space:]' '\2' '[z-a]' 'a\{32768\}' '[[.ab.]]' '\d' '*a' 'a**' '^*' '\(*a\)' '\{1\}a'; do r grep -- "$p" f; done
for p in '(' ')' '(a' 'a)' '*a' '+a' '?a' '{1}a' 'a{1' 'a{x' 'a{x}' 'a{2,1}' 'a|*b' '(*a)' '(|a)' 'a{,2}' '^*' '\1' 'a{1,2,3}' '{' '[a' 'a\' 'a{1}{2}' 'a{99999}'; do r grep -E -- "$p" f; done
r grep a nope; r grep a nope f; r grep -s a nope f; r grep -q a nope f; r grep -q zz nope f; r grep a d; r grep a d f; r grep -s a d f; r grep -d skip a d f; r grep -d foo a f; r grep -f nope a; r grep -E -F a f; r grep; r grep -e; r grep --foo; r grep -A x a f; r grep -m x a f; r grep --binary-files=foo a f; r grep -k a f; r grep --color=auto a f
r grep a bin; r grep -c a bin; r grep -a a bin; r grep -o a bin; r grep -I a bin; r grep -l a bin; r grep -v a bin; r grep zz bin; r grep --binary-files=text a bin; r grep --binary-files=without-match a bin; r grep -q a bin; r grep -n b bin f
printf 'x\351y\nok x\n' > latin; r grep x latin; u grep x latin; u grep ok latin; u grep -c x latin; u grep 'x.y' latin; r grep 'x.y' latin; u grep -o 'b.t' f; r grep -o 'b..t' f; r grep -o 'b.t' f; u grep -i 'BÉTA' f
(grep -r in d | sort); (cd d; grep -r in | sort); (grep -rn in d e | sort); (grep -R in d | sort); (grep -rl in . | sort); (grep -rh in d | sort); (grep -rc in d | sort); r grep -r in d/x.c; r grep -rH in d/x.c; (grep -r --include='*.c' in d e | sort); (grep -r --exclude='*.c' in d e | sort); (grep -r --exclude-dir=sub in d | sort); (grep -r --include='*.h' --include='*.c' in . | sort); r grep --include='*.h' in d/x.c; r grep --exclude='x.*' in d/x.c; r grep --exclude='*.h' in d/x.c; r grep -r --exclude-dir=d in d; (grep -r --exclude-dir='s*' in . | sort)
printf 'a\0b\nc\0' > z; r grep -z b z; r grep -zc . z; r grep -Z -l a f; r grep -T -n a f; r grep -Hc a f; r grep -lv a f n; r grep --label=in -H a < f; r grep -H a - < f; r grep -nb a f; echo a | grep a -; printf 'no newline' | grep new; printf 'a\r\nb\r\n' | grep 'a$'; printf '\n' | grep -c ''; printf '' | grep ''; echo "=$?"
grep e n n > out1; grep o out1 n > out1; echo "=$?"; grep -h o n out1 >> out1; echo "=$?"; cat out1; grep -c o n out1 > out2; cat out2
r grep --color=always a f; r grep --color=always -n -H -A1 two n; r grep --color=always -o e n; r grep --color=always -v e n; GREP_COLORS='mt=04;32:fn=34:sl=1:cx=2' r grep --color=always -C1 -nH two n; GREP_COLORS='mt=32:rv:sl=1:cx=2' r grep --color=always -v -C1 two n; r grep --color=always -l a f; r grep --color=always -c a f n; r grep --color=always -b a f; r grep --color=always -A1 -e one -e six n; r grep --color=always '' pats; GREP_COLORS='ne' r grep --color=always a pats; r grep --color=never a f
r egrep '(a|b)e' f; r fgrep x.y f; r egrep; r grep --max-count=1 --line-number a f; r grep --regex=alpha f; r grep --no-f a f; r grep -ni ALPHA -- f; r grep -- -x f; r grep -e -x f; r grep -y ALPHA f; r grep -i --no-ignore-case ALPHA f; r grep -vx '' f; r grep -on '^.' pats; r grep -o 'e*' n
