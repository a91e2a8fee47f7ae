# Each line is given to bash; what it prints follows it, and its status where that is not 0.
cd $T
while IFS= read -r line <&3; do printf '$ %s\n' "$line"; eval "$line" 3<&-; status=$?; [ $status = 0 ] || echo "[$status]"; done 3<<'END'
printf 'b 2\na 10\nC 1\n\na 9\n' > f; printf '10\n9\n2.5\n-1\nabc\n 3\n' > n; mkdir d
sort f
sort -r f
sort -f f
sort -n n
sort -rn n
sort -k2 f
sort -k2n f
sort -k2,2n -k1,1r f
sort -k 1.1,1.1 -s f
sort -u f f
sort -t' ' -k2 f
printf 'a:3\nb:1\nc:2:x\n:5\n' > c; sort -t: -k2 c
sort -t: -k2,2n c
sort -t: -k1,1 c
printf '1K\n2M\n500\n3G\n1k\n-1K\n' | sort -h
printf 'mar\nJAN\nfoo\nDec\n' | sort -M
printf '1e3\n2\nnan\nx\n-inf\n1.5e2\n' | sort -g
printf 'a-1.10\na-1.9\na-1.2.tar.gz\na-1.2\n1.0~rc\n1.0\n' | sort -V
printf ' b\na\n  c\n' | sort -b
printf 'a-b\nab\na c\n' | sort -d
printf 'B\na\nb\nA\n' | sort -fu
sort -c f
sort -C f
printf 'a\nb\n' | sort -c
printf 'a\na\n' | sort -cu
sort -o out f; cat out
sort -o n n; cat n
sort nope
sort d
sort -k 0 f
sort -k x f
sort -k 1.0 f
sort -k 1z f
sort -k 1, f
sort -t ab f
sort -t '' f
sort -nM f
sort -nd f
sort -cC f
sort -c f n
sort --sort=x f
sort --sort=numeric n
sort -m f n
printf 'b\0a\0' | sort -z | od -c
printf 'b\na' | sort
sort -S x f
sort +1 f
sort +1 -2 -n f
sort -R f | sort
sort --files0-from=- < /dev/null
printf 'f\0' | sort --files0-from=-
printf '\303\251\nz\na\n' | sort | od -c
sort -k2b,2 f
sort -s -k2,2 f
sort -n -k2 -r f
sort --nope
sort -o /nope/x f
printf '0.1\n.05\n-0\n0\n00\n' | sort -n
head -n 2 f; head -c 3 f; echo; head -n -2 f; head -c -3 f; head -2 f; head -n 1 f n
head -v -n 1 f; head -q -n1 f n; head -n x f; head -c 1k f | wc -c; head nope d; head -z -n 1 f; head -n 0 f
head -n -0 f; head -c -100 f; head -n -100 f; head -1c f; echo
tail -n 2 f; tail -c 3 f; tail -n +3 f; tail -c +5 f; tail -2 f; tail -n 1 f n
tail -v -n 1 f; tail -q -n1 f n; tail -n x f; tail nope d; tail -z -n 1 f; tail -n 0 f; tail +2 f; tail -n -1 f
printf 'a\nb' | tail -n 1; echo; printf 'a\nb\nc' | tail -n 2; echo; printf 'a\nb' | head -n -1
seq 30000 | tail -n 2; seq 30000 | tail -c 6; seq 30000 | head -n 2; seq 30000 | tail -n +29999
wc f n; wc -l f; wc -w f n; wc -c f; wc -m f; wc -L f; wc < f; wc -l < f; wc nope f; wc d; wc -lc f; wc - < f
printf 'a\tb\n\303\251\303\251\n' | wc -L; printf '\303\251 x\n' | LC_ALL=C.UTF-8 wc -mLw; printf 'f\0n\0' | wc --files0-from=-; printf '\303\251 x\n' | wc
cat -n f; cat -b f; cat -E f; cat -A c; printf 'a\tb\r\n\001\377\n' | cat -A; printf '\n\n\na\n\n\nb' | cat -s; printf '\n\na\n' | cat -sn
printf 'a\tb\n' | cat -T; printf '\001\t\n' | cat -v; printf 'x\r\n' | cat -E | od -c; cat nope f d; cat f - < n; cat -z
cat f >> f; cat < f > /dev/null; cat f f > out2; wc -l out2
seq 5 > s; { head -n 1; cat; } < s
END
