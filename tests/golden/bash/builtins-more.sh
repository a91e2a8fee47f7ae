### printf strings
printf '%s|%5s|%-5s|%.2s|%5.1s|\n' a b c def ghi; printf '%s\n'; printf '%s %s\n' a b c
### printf integers
printf '%d %i %5d %-5d| %05d %+d % d\n' 1 2 3 4 5 6 7; printf '%d %d %d\n' 0x1f 010 "'A"; printf '%u %x %X %o %#x %#o\n' 5 255 255 8 255 8
### printf negative
printf '%d %x %u\n' -1 -1 -1; printf '%5.3d|%-6.2d|%.0d|\n' 7 7 0
### printf %q
printf '%q ' 'a b' "it's" '' '$x' '*' 'a"b' $'a\nb' 'é' '~' '#x' 'a=b' '{a,b}' '!' ; echo
### printf %Q
printf '%Q %.2Q\n' 'a b' 'c d e'
### printf -v
printf -v x '%03d' 7; echo $x; printf -v 'a[2]' hi; echo ${a[2]}; printf -v 1x y; echo $?; printf -v; echo $?
### printf reuse
printf '%s-%d\n' a 1 b 2 c; printf 'x\n' 1 2 3; printf '%s,' 1 2 3; echo
### printf star
printf '%*d|%-*d|%.*f|%*s\n' 5 1 4 2 1 3.14159 -4 a
### printf errors
printf '%d\n' abc; echo $?; printf '%d\n' 12x; echo $?; printf '%z\n' 1; echo $?; printf '%'; echo $?; printf; echo $?; printf -Z; echo $?
### printf percent and escapes
printf '%%|\a\b|\\|\"|\n' | od -c | head -2; printf '\x41\u0041\101\n'; printf 'a\0b' | od -c
### printf time
TZ=UTC printf '%(%Y-%m-%d %H:%M:%S)T\n' 0; TZ=UTC printf '%(%F)T|%(%j)T\n' 86400 0
### printf double dash
printf -- '%s\n' a; printf -- -x; echo; printf '%s\n' -- -a
### echo options
echo -n a; echo -e 'b\tc'; echo -E 'd\te'; echo -ne 'f\n'; echo -x; echo -nx; echo - a; echo -- b; echo -en 'g\c h'; echo
### echo escapes
echo -e '\a\b\e\f\v\\\x41\0101\u0041' | od -c | head -2; echo -e 'a\cb'; echo; echo -e '\0' | od -c | head -1
### read basics
read x <<< ' a b '; echo "[$x]"; read x y <<< 'a b c'; echo "$x|$y"; read x y z <<< 'a'; echo "$x|$y|$z"; read <<< ' r '; echo "[$REPLY]"
### read backslash
read x <<< 'a\tb\\c\ d'; echo "$x"; read -r x <<< 'a\tb\\'; echo "$x"; printf 'a\\\nb\n' | { read x; echo "$x"; }
### read IFS
IFS=: read a b c <<< 'x:y z:w:v'; echo "$a|$b|$c"; IFS=, read a b <<< ',x'; echo "$a|$b"; IFS= read -r l <<< '  keep  '; echo "[$l]"; IFS=' :' read a b c <<< ' x : y :: z'; echo "$a|$b|$c"
### read -n and -N
printf 'abcdef' | { read -n 2 x; read -n 1 y; read z; echo "$x $y $z $?"; }; printf 'ab\ncd' | { read -N 4 x; echo "${x//$'\n'/N}"; }
### read -d
printf 'a:b:c' | { read -d : x; read -d : y; read -d : z; echo "$x $y $z $?"; }; printf 'x\0y\0' | while read -r -d '' i; do echo $i; done
### read end of file
read x </dev/null; echo $? "[$x]"; printf 'partial' | { read x; echo $? $x; }; read -t 0 </dev/null; echo $?
### read errors
read 1x <<< a; echo $?; read -u 9 x; echo $?; read -Q; echo $?; read -t abc x <<< a; echo $?; read -n x y <<< a; echo $?; readonly r; read r <<< a; echo $?
### read -u and -a
exec 3<<< 'one two three'; read -u 3 -a arr; echo ${#arr[@]} ${arr[1]}; exec 3<&-
### read timeout
read -t 0.1 x < <(sleep 1); echo $?
### read in loop
printf '1 a\n2 b\n' | while read n v; do echo "$v=$n"; done; while IFS== read k v; do echo "$k->$v"; done <<< $'a=1\nb=2=3'
### getopts basics
f() { local OPTIND o; while getopts 'ab:c' o "$@"; do echo "$o ${OPTARG-none} $OPTIND"; done; shift $((OPTIND-1)); echo "rest $*"; }; f -a -b x -c y; f -ab x; f -bx -- -a; f
### getopts errors
while getopts 'ab:' o -z; do echo "$o ${OPTARG-unset}"; done; OPTIND=1; while getopts 'ab:' o -b; do echo "$o"; done; OPTIND=1; while getopts ':ab:' o -b; do echo "$o $OPTARG"; done; OPTIND=1; while getopts ':a' o -z; do echo "$o $OPTARG"; done
### cd
mkdir -p a/b; cd a; echo ${PWD##*/} ${OLDPWD##*/}; cd b; cd ../..; cd - >/dev/null; echo ${PWD##*/}; cd nosuch; echo $?; cd a b; echo $?; touch f; cd f; echo $?
### cd home and cdpath
HOME=/tmp; cd; pwd; mkdir -p /tmp/case/p/q; CDPATH=/tmp/case/p; cd q; unset HOME; cd; echo $?; cd ''; echo $?; cd -- /; pwd; unset OLDPWD; cd -; echo $?
### pwd options
mkdir d; ln -s d l; cd l; pwd | grep -o '[a-z]*$'; pwd -P | grep -o '[a-z]*$'; pwd -L | grep -o '[a-z]*$'; pwd -x; echo $?
### pushd popd dirs
mkdir -p x y; pushd x >/dev/null; pushd ../y >/dev/null; dirs | wc -w; dirs +1 | grep -o '[a-z]*$'; popd >/dev/null; echo ${PWD##*/}; popd >/dev/null; popd; echo $?; pushd; echo $?; pushd nosuch; echo $?
### export
export x=1 y; y=2; bash -c 'echo $x $y'; export -n x; bash -c 'echo [$x]'; export 1x=3; echo $?; export -p | grep ' y='; f() { echo exported; }; export -f f; bash -c f; export -f nosuch; echo $?
### readonly
readonly x=1; x=2; echo no
### declare attributes
declare -i n=1+1; n=n+3; echo $n; declare -u u=abc; echo $u; declare -l l=ABC; echo $l; u=Def; echo $u; declare +u u; u=ghi; echo $u; declare -r c=1; declare -p n u l c
### declare errors
declare -Z; echo $?; declare 1x=2; echo $?; declare -p nosuch; echo $?; declare -f nosuch; echo $?; declare x-y=1; echo $?; declare -a -A z; echo $?
### declare in functions
f() { declare x=1; declare -g y=2; typeset z=3; echo $x$y$z; }; f; echo ${x-u} $y ${z-u}
### declare output
declare -x E=1; declare E2; declare -p E E2; x=$'a\nb'; declare -p x; x='a"b$c`d\e'; declare -p x; declare -i i; declare -p i
### let
let a=1 b=a+1 'c = a * 5'; echo $a $b $c $?; let 0; echo $?; let; echo $?; let 1+; echo $?; let "x=3, y=4"; echo $((x*y))
### test strings
[ a ] && echo 1; [ '' ] || echo 2; [ a = a ] && echo 3; [ a != b ] && echo 4; [ -z '' ] && echo 5; [ -n x ] && echo 6; [ a \< b ] && echo 7; [ b \> a ] && echo 8; test x == x && echo 9
### test numbers
[ 1 -eq 1 ] && [ 1 -ne 2 ] && [ 1 -lt 2 ] && [ 2 -ge 2 ] && echo ok; [ a -eq 1 ]; echo $?; [ 1 -eq ]; echo $?; [ ' 1 ' -eq 1 ]; echo $?; [ -1 -lt 0 ]; echo $?; [ 08 -eq 8 ]; echo $?
### test files
touch f; mkdir d; ln -s f l; ln -s nosuch m; echo x >s; for t in -e -f -d -L -h -s -r -w -x; do for n in f d l m s no; do [ $t $n ] && echo -n "$t$n "; done; done; echo
### test logic
[ a -a b ]; echo $?; [ '' -o b ]; echo $?; [ ! a ]; echo $?; [ ! '' ]; echo $?; [ \( a \) ]; echo $?; [ a -a '' -o c ]; echo $?; [ ! a -o b ]; echo $?
### test argument counts
[ ]; echo $?; [ -f ]; echo $?; [ ! ]; echo $?; [ -n ]; echo $?; [ = ]; echo $?; [ a b ]; echo $?; [ a b c ]; echo $?; [ a = b c ]; echo $?; [ a = a; echo $?; test; echo $?
### test -v -o -R -t
x=1; [ -v x ]; echo $?; [ -v nosuch ]; echo $?; [ -o errexit ]; echo $?; [ -t 0 ]; echo $?; declare -n r=x; [ -R r ]; echo $?; a=(1); [ -v a[0] ]; echo $?; [ -v a[1] ]; echo $?
### test newer
touch -d '2020-01-01' old; touch new; [ new -nt old ]; echo $?; [ old -ot new ]; echo $?; [ new -ef new ]; echo $?; [ new -nt no ]; echo $?; [ no -ot new ]; echo $?
### conditional command
x=abc; [[ $x == a* ]] && echo 1; [[ $x == "a*" ]] || echo 2; [[ $x != b* && -n $x ]] && echo 3; [[ ! -e nosuch || x ]] && echo 4; [[ ( a == a ) ]] && echo 5; [[ a < b ]] && echo 6; [[ 2 -lt 10 ]] && echo 7; [[ $nosuch ]] || echo 8; [[ 1+1 -eq 2 ]] && echo 9
### conditional regex
[[ abc123 =~ ^([a-z]+)([0-9]+)$ ]] && echo "${BASH_REMATCH[@]}" ${#BASH_REMATCH[@]}; [[ abc =~ b ]] && echo ${BASH_REMATCH[0]}; r='^a.c$'; [[ abc =~ $r ]] && echo var; [[ 'a.c' =~ "a.c" ]] && echo quoted; [[ abc =~ "a.c" ]] || echo no; [[ abc =~ x ]]; echo $? ${#BASH_REMATCH[@]}
### hash
hash; hash cat; hash -t cat; hash -r; hash; hash nosuch; echo $?; hash -p /bin/echo foo; foo hi; hash -d foo; foo; echo $?; hash -l
### alias
shopt -s expand_aliases
alias a='echo aliased' b='a x'
a 1
b 2
alias a; unalias a; a; echo $?; alias nosuch; echo $?; unalias nosuch; echo $?; alias; unalias -a; alias
### enable
enable -n echo; type -t echo; enable echo; type -t echo; enable -n nosuch; echo $?; enable -p | head -2
### builtin
builtin echo a; builtin nosuch; echo $?; builtin; echo $?; builtin cd /; pwd; echo() { printf 'fn\n'; }; builtin echo b
### help
help nosuch; echo $?; help -s cd
### exec
(exec echo replaced; echo no); (exec -a name bash -c 'echo $0'); (exec nosuch; echo no); echo $?; exec 3>f; echo to3 >&3; exec 3>&-; cat f; (exec >g; echo ing); cat g
### kill
kill -l 9; kill -l TERM; kill -l 130; kill; echo $?; kill -0 $$; echo $?; kill -9 999999; echo $?; kill -NOSUCH $$; echo $?; kill abc; echo $?; kill -l nosuch; echo $?; kill -s; echo $?
### kill -l list
kill -l | head -3
### jobs not interactive
sleep 5 & jobs; kill %1; wait; jobs; sleep 5 & kill $!; wait $!; echo $?
### wait errors
wait abc; echo $?; wait %5; echo $?; wait 1; echo $?; wait -x; echo $?
### fg bg without control
fg; echo $?; bg; echo $?; fg %1; echo $?; disown; echo $?; suspend; echo $?
### trap exit
trap 'echo bye $?' EXIT; echo hi; (exit 3)
### trap exit status
trap 'echo in $?; exit 7' EXIT; exit 3
### trap in subshell
trap 'echo outer' EXIT; (echo sub); (trap 'echo inner' EXIT; echo sub2); x=$(trap 'echo cs' EXIT; echo v); echo "$x"
### trap err
trap 'echo err $? $LINENO' ERR; false; true; (exit 3); false || true; if false; then :; fi; ! true; nosuch; f() { false; }; f; set -E; f
### trap return
trap 'echo ret' RETURN; f() { echo f; }; f; set -T; f; trap - RETURN; f; echo 'echo src' >s; trap 'echo ret2' RETURN; . ./s
### trap debug
trap 'echo "D:$BASH_COMMAND"' DEBUG; x=1; echo a; for i in 1; do :; done; trap - DEBUG; echo end
### trap signals
trap 'echo got usr1' USR1; kill -USR1 $$; echo after; trap '' USR1; kill -USR1 $$; echo ignored; trap - USR1; (kill -USR1 $BASHPID; echo no); echo $?
### trap listing
trap 'echo a' INT EXIT; trap; trap -p INT; trap - INT; trap -p; trap -l | head -1; trap '' TERM; trap -p TERM; trap 'x' nosuch; echo $?; trap - EXIT
### trap usage
trap -x; echo $?; trap a; echo $?; trap 'echo' 99; echo $?; trap 'echo zero' 0; trap -p
### trap term while waiting
trap 'echo term' TERM; (sleep 0.2; kill -TERM $$) & wait; echo $?; wait; echo $?
### trap quoting
x=1; trap "echo $x" EXIT; x=2; trap 'echo $x' USR1; kill -USR1 $$; trap -p
### unset
x=1; unset x; echo ${x-gone}; unset 1x; echo $?; unset -f nosuch; echo $?; unset -v x -f; echo $?; unset; echo $?; unset -x; echo $?
### shift errors
shift 5; echo $?; set -- a b; shift x; echo $?; shift 1 2; echo $?; shopt -s shift_verbose; shift 9; echo $?
### set listing
x='a b'; y=1; set | grep -E '^(x|y)='; declare | grep -E '^(x|y)='
### special variables
echo ${BASH_VERSION%%.*} ${BASH_VERSINFO[0]} $BASH $OSTYPE $HOSTTYPE $MACHTYPE; [ $PPID -gt 0 ] && echo ppid; [ "$RANDOM" != "$RANDOM$RANDOM" ] && echo random; echo $UID $EUID; [ $SECONDS -ge 0 ] && echo seconds
### RANDOM seeded
RANDOM=42; echo $RANDOM $RANDOM $RANDOM; RANDOM=1; echo $RANDOM
### SECONDS assigned
SECONDS=100; echo $SECONDS; unset SECONDS; SECONDS=x; echo $SECONDS
### umask symbolic errors
umask u=q; echo $?; umask u+; umask -S
