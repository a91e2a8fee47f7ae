### if
if true; then echo a; fi; if false; then echo b; elif true; then echo c; else echo d; fi; if false; then :; fi; echo $?
### while
i=0; while [ $i -lt 3 ]; do echo $i; i=$((i+1)); done; echo $?
### until
i=0; until [ $i -ge 2 ]; do echo $i; ((i++)); done
### for words
for i in a "b c" d; do echo "[$i]"; done; echo $i
### for positional
set -- x y; for i; do echo $i; done; for i do echo $i; done
### for empty
for i in; do echo never; done; echo $?
### break continue
for i in 1 2 3 4; do [ $i = 2 ] && continue; [ $i = 4 ] && break; echo $i; done
### break levels
for i in 1 2; do for j in 1 2; do [ $j = 2 ] && continue 2; echo $i$j; done; done; for i in 1 2; do for j in 1 2; do break 2; done; echo no; done; echo end
### break outside
break; echo $?; continue; echo $?
### case
for x in foo bar baz q.c; do case $x in foo) echo 1;; b*) echo 2;; *.c|*.h) echo 3;; esac; done
### case fall through
case a in a) echo 1;& b) echo 2;; c) echo 3;; esac; case ab in a*) echo x;;& *b) echo y;;& *c) echo z;; esac
### case quoted pattern
x='*'; case abc in "$x") echo lit;; $x) echo pat;; esac
### case none
case x in y) ;; esac; echo $?
### case parens
case x in (x) echo ok;; esac
### select
select x in a b; do echo "got $x $REPLY"; break; done <<< 2
### functions
f() { echo "f $1 $#"; return 3; }; f a b; echo $?; function g { echo g; }; g
### function locals
x=global; f() { local x=local y; echo $x "[$y]"; g; }; g() { echo "sees $x"; x=changed; }; f; echo $x
### function recursion
fact() { (( $1 <= 1 )) && echo 1 || echo $(( $1 * $(fact $(($1-1))) )); }; fact 5
### function args restored
set -- a b; f() { set -- x; echo $1; shift; echo $#; }; f 1 2; echo $1 $#
### return value
f() { false; return; }; f; echo $?; f() { return 300; }; f; echo $?
### return outside
return 3; echo $?
### subshell
x=1; (x=2; echo $x; exit 5); echo $? $x
### group
{ echo a; echo b; } | cat; { x=5; }; echo $x
### and or
true && echo a || echo b; false && echo a || echo b; false || true && echo c; ! true; echo $?
### pipeline status
false | true; echo $? ${PIPESTATUS[@]}; set -o pipefail; false | true; echo $?; (exit 3) | (exit 4) | true; echo $? ${PIPESTATUS[*]}
### negated pipeline
! false | true; echo $?; ! true | false; echo $?
### errexit
set -e; false || echo kept; if false; then :; fi; ! true; echo still; false; echo not reached
### errexit function
set -e; f() { false; echo in f; }; f || echo caught; f; echo not reached
### errexit subshell
set -e; (false; echo no); echo not reached
### errexit and
set -e; true && false; echo not reached
### errexit and in middle
set -e; false && true; echo reached
### errexit substitution
set -e; x=$(false; echo hi); echo "$x"; x=$(false); echo not reached
### xtrace
set -x; echo a 'b c'; x=5; [ $x = 5 ] && echo yes; set +x
### xtrace function
PS4='> '; set -x; f() { echo in; }; f; for i in 1 2; do :; done
### noexec
set -n; echo never
### exit in function
f() { exit 7; }; f; echo never
### exit status large
exit 300
### exit not number
exit abc
### exit too many
exit 1 2; echo $?
### eval
x='echo hi; y=5'; eval "$x"; echo $y; eval; echo $?; eval 'exit 3'
### source
echo 'echo sourced $1 $#; x=9; return 4' > s.sh; . ./s.sh a b; echo $? $x; source s.sh; echo $?
### source missing
. ./nosuch.sh; echo $?
### source syntax error
echo 'echo a
if' > s.sh; . ./s.sh; echo $?
### command substitution status
x=$(exit 3); echo $?; x=$(true) y=$(exit 4); echo $?; echo $(exit 5); echo $?
### nested loops with functions
f() { for i in 1 2; do [ $i = 2 ] && return 9; echo $i; done; }; f; echo $?
### while read with break
printf 'a\nb\nc\n' | while read x; do [ $x = b ] && break; echo $x; done
### background and wait
sleep 0.01 & wait $!; echo $?; (exit 3) & wait $!; echo $?; wait; echo $?
### wait n
(exit 4) & wait -n; echo $?
### wait bad
wait 99999; echo $?; wait %5; echo $?
### colon loop
n=0; while :; do n=$((n+1)); [ $n -ge 100 ] && break; done; echo $n
### time keyword
TIMEFORMAT=; time true; echo $?
### arithmetic command in if
if ((3>2)); then echo yes; fi
### function redirect
f() { echo out; echo err >&2; } 2>/dev/null; f
### nested function definition
f() { g() { echo inner; }; }; f; g
### unset function
f() { :; }; unset -f f; f; echo $?
### heredoc in loop
for i in 1 2; do cat <<E
item $i
E
done
### until false status
until true; do :; done; echo $?
### lastpipe
shopt -s lastpipe; echo hi | read x; echo $x
### coproc
coproc { read x; echo "got $x"; }; echo hi >&${COPROC[1]}; read y <&${COPROC[0]}; echo $y
