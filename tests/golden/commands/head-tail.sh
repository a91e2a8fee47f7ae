# Played by bash and the tools of Debian 12; `head-tail.out` is what they printed.
cd $T
r() { echo "\$ $*"; "$@"; echo "= $?"; }
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo "line $i"; done > l; printf 'a\nb\nno newline' > n; : > e; mkdir d; printf 'a\0b\0c' > z; printf '\377\376x\n' > odd; echo é文 > u
r head l; r head -n 2 l; r head -n2 l; r head -2 l; r head -n -10 l; r head -n -20 l; r head -n 0 l; r head -n +2 l
r head -c 8 l; r head -c8 l; r head -c -70 l; r head -c 1k e; r head -c 1b n; r head -n 1K n; r head -c 2 u; echo
r head -n 2 l n; r head -q -n 1 l n; r head -v -n 1 n; r head -n 1 n e n; r head -n 1 - < n; r head -v -n 1 - < n; r head -n 1 < n
r head -z -n 2 z; echo; r head -n 1 odd
r head none; r head d; r head none l d n; r head ''; r head -n x l; r head -c x l; r head -n; r head -Z; r head --lines=1 l; r head --bytes=3 l; r head --lines=-11 l; r head --quiet -n1 n l
r head -n 99999999999999999999999 n; r head -n 1kk n; r head -n '' n; r head -1c n; r head -1q l n; r head -3z z; echo; r head -2v n
yes 2>/dev/null | head -n 1; echo ${PIPESTATUS[@]}; head -c 100000 /dev/zero | wc -c; head -n 5 l | { head -n 1; cat; }
{ head -n 2; echo rest; cat; } < l; { head -c 6; echo; head -n 1; } < l
{ head -n -9; echo rest; cat; } < l
r tail l; r tail -n 2 l; r tail -n2 l; r tail -2 l; r tail -n +11 l; r tail +11 l; r tail -n 0 l; r tail -n +0 n; r tail -n 20 n; r tail -n -1 l; r tail -n 1 n
r tail -c 8 l; r tail -c +80 l; r tail -c 3 n; echo; r tail -c -3 n; echo; r tail -c 0 n; r tail -c 1k e; r tail -c 4 u
r tail -n 1 l n; r tail -q -n 1 l n; echo; r tail -v -n 1 l; r tail -n 1 e l; r tail -n 1 - < l; r tail -v -n 1 - < l; r tail -n 1 < l
r tail -z -n 1 z; echo; r tail -n 1 odd
r tail none; r tail d; r tail none l d n; echo; r tail ''; r tail -n x l; r tail -c x l; r tail -n; r tail -Z; r tail --lines=1 l; r tail --bytes=3 l; r tail --lines=+12 l
r tail -1c n; echo; r tail -n 1K n; echo; r tail --retry l; r tail --pid=1 -n 1 l; r tail -1 l n; r tail -n +12 l n
cat l | tail -n 2; cat l | tail -n +11; cat l | tail -c 5; cat l | tail -c +75; cat l | tail -n +13; head -c 300000 /dev/zero | tail -c 5 | wc -c; head -c 300000 /dev/zero | tail -n 1 | wc -c
{ head -n 1 > /dev/null; tail -n 1; } < l; { tail -n +11; } < l
r tail -5 l l; r tail -b n; r tail -2b n; echo; r tail -1l n; echo; r tail -2k n; r head -2k n; r head -1kc n; r head -12 -n1 l; r head -n1 -2 l; r head -1x l; r head -x1 l; r tail -1x l; r tail +1x l
r tail -s x l; r tail --pid=x l; r tail -n +k l; r head -n -k l; r head -n k n; echo; r head -n --1 l
r tail -f none
