### if forms
if true; then echo 1; fi; if false; then :; else echo 2; fi; if false; then :; elif true; then echo 3; fi; if false; then echo x; fi; echo $?
### if with lists
if false; true; then echo a; fi; if ! false && true || false; then echo b; fi; if { false; } ; then :; else echo c $?; fi
### while and until
i=0; while [ $i -lt 3 ]; do echo $i; i=$((i+1)); done; until [ $i -eq 0 ]; do i=$((i-1)); done; echo $i $?
### loop status
while false; do :; done; echo $?; for i in; do :; done; echo $?; for i in 1; do false; done; echo $?
### break and continue
for i in 1 2 3 4; do [ $i = 2 ] && continue; [ $i = 4 ] && break; echo $i; done; for i in 1 2; do for j in a b; do [ $j = b ] && continue 2; echo $i$j; done; done
### break out of two
for i in 1 2; do for j in a b; do echo $i$j; break 2; done; done; echo $?; while :; do while :; do break 9; done; done; echo out
### break errors
break; echo $?; for i in 1; do break 0; done; echo $?; for i in 1 2; do break x; done; echo no
### continue in while
i=0; while ((i++ < 5)); do ((i % 2)) && continue; echo $i; done
### for without in
set -- a b; for x; do echo $x; done; for x do echo $x; done; f() { for y; do echo "f$y"; done; }; f 1 2
### for newline forms
for i in 1 2
do
  echo $i
done
for i
in 3
do echo $i; done
### for braces
for i in 1 2; { echo $i; }; for ((i=0;i<2;i++)) { echo $i; }
### for variable stays
for i in a b; do :; done; echo $i; for i in; do :; done; echo $i
### for readonly
readonly r=1; for r in a b; do echo $r; done; echo after $?
### for bad name
for 1x in a; do echo; done; echo $?
### arithmetic for forms
for ((;;)); do break; done; for ((i=0, j=10; i<3; i++, j--)); do echo $i $j; done; for ((i=3;i--;)); do echo $i; done; echo $i
### arithmetic for error
for ((i=0; i<1/0; i++)); do :; done; echo $?; echo next
### case basics
for x in a b ab '*' '' 1; do case $x in a) echo A;; b|c) echo BC;; [0-9]) echo digit;; '*') echo star;; '') echo empty;; *) echo other;; esac; done
### case fall through
case a in a) echo 1;& b) echo 2;& c) echo 3;; d) echo 4;; esac; case ab in a*) echo x;;& *b) echo y;;& c) echo z;; esac
### case patterns
x='a b'; case $x in 'a b') echo q;; esac; case "$x" in a\ b) echo e;; esac; case abc in a?c) echo p;; esac; case / in [/]) echo slash;; esac; p='a*'; case abc in $p) echo var;; esac; case abc in "$p") echo no;; *) echo quoted;; esac
### case parenthesis
case x in (x) echo open;; esac; case x in (a|x) echo alt;; esac; case x in
x)
  echo multi
  ;;
esac
### case status
case x in a) :;; esac; echo $?; false; case x in x) ;; esac; echo $?; case x in x) false;; esac; echo $?; case $(false) in '') echo $?;; esac
### case extglob
shopt -s extglob
case abab in +(ab)) echo yes;; esac; case foo in !(bar)) echo not;; esac
### case last without terminator
case x in x) echo last
esac; case y in x) echo a;; y) echo b; esac
### case nocasematch
shopt -s nocasematch; case ABC in abc) echo same;; esac; [[ Q == q ]] && echo too; [[ Foo =~ ^foo$ ]] && echo re
### select
printf '1\n\n9\nx\n2\n' | { PS3='pick: '; select x in aa 'b b'; do echo "got $x $REPLY"; [ "$REPLY" = 2 ] && break; done; echo end $?; } 2>&1
### select end of file
select x in a; do echo; done </dev/null 2>&1; echo $?
### select without in
set -- one two; echo 2 | { select y; do echo "$y"; break; done; } 2>&1
### select columns
COLUMNS=40; echo | select x in one two three four five six seven eight nine ten eleven twelve; do :; done 2>&1
### and-or
true && echo a || echo b; false && echo a || echo b; false || false || echo c; true && false; echo $?; ! true; echo $?; ! false; echo $?
### and-or grouping
false && true || echo x && echo y; true || echo no && echo yes; { false || true; } && echo z
### groups
{ echo a; echo b; } | cat; (echo c; exit 3); echo $?; { echo d; }; x=1; (x=2; echo $x); echo $x; { x=3; }; echo $x
### subshell keeps cwd
mkdir d; (cd d; echo ${PWD##*/}); echo ${PWD##*/}; BASH_SUBSHELL=; (echo $BASH_SUBSHELL; (echo $BASH_SUBSHELL))
### nested functions
f() { g() { echo inner; }; g; }; f; g
### function forms
function a { echo a; }; function b() { echo b; }; c () { echo c; }; d() ( echo d; x=1 ); e() if true; then echo e; fi; a; b; c; d; e; echo ${x-unset}
### function arguments
f() { echo $# "$1" "${@: -1}" $0; shift; echo "$@"; set -- z; echo $1; }; f 'a b' c d; echo $#
### function return
f() { return 3; echo no; }; f; echo $?; g() { false; return; }; g; echo $?; h() { return 256; }; h; echo $?; k() { return -1; }; k; echo $?; return; echo $?
### function return errors
f() { return x; }; f; echo $?; g() { return 1 2; }; g; echo $?
### local variables
x=g; f() { local x=l y; echo $x ${y-unset}; g; x=m; }; g() { echo $x; x=n; }; f; echo $x
### local outside
local x=1; echo $?
### local assignment keeps status
f() { local x=$(false); echo $?; local y; y=$(false); echo $?; }; f
### local -
f() { local -; set -f; echo $-; }; f; case $- in *f*) echo still;; *) echo restored;; esac
### local unset
x=1; f() { local x=2; unset x; echo ${x-unset}; x=3; echo $x; }; f; echo $x
### local inherits
x=1; f() { local x; echo ${x-unset}; local -I y; echo ${y-none}; }; y=in; f
### dynamic scope
f() { local v=1; g; echo $v; }; g() { v=2; local w=3; h; }; h() { echo $v $w; }; f
### recursion
fact() { (( $1 <= 1 )) && { echo 1; return; }; echo $(( $1 * $(fact $(($1-1))) )); }; fact 6; c() { [ $1 -eq 0 ] && return; echo -n "$1 "; c $(($1-1)); }; c 20; echo
### FUNCNEST
FUNCNEST=5; f() { echo $1; f $(($1+1)); }; f 1; echo $?; echo after
### function redirection
f() { echo out; echo err >&2; } >f 2>&1; f; cat f; g() { cat; } <<E
here
E
g
### function overrides
echo() { builtin echo "my $*"; }; echo hi; unset -f echo; echo hi; cd() { printf 'cd %s\n' "$1"; }; cd x; command cd /; pwd
### function names
a-b() { echo dash; }; a-b; a.b() { echo dot; }; a.b; +x() { echo plus; }; +x; é() { echo accent; }; é
### unset function
f() { :; }; unset f; type f; x=1; x() { :; }; unset x; type x >/dev/null && echo function stays; unset x; type x; echo $?
### readonly function
f() { echo 1; }; readonly -f f; f() { echo 2; }; echo $?; unset -f f; f
### declare -f
f() { echo "a b" | cat >/dev/null; if true; then x=1; fi; for i in 1 2; do :; done; }; declare -f f; declare -F f; declare -F nosuch; echo $?
### declare -f of everything
f() { while read x; do case $x in a|b) echo 1;; *) echo 2 ;; esac; done <f; [[ -n $x && ! $y == z* ]] || (( x > 1 )); ( cd /; ls ) & { a; b; } 2>&1; cat <<E
h $x
E
until false; do break; done; select s in a b; do :; done; for ((i=0;i<1;i++)); do :; done; ! true; time -p :; function g { :; }; a() { b; }; x[1]=2 y+=(3 4) cmd <<<w &>/dev/null; }; declare -f f
### type
f() { :; }; alias q=ls; type if cd f cat nosuch; type -t if cd f cat nosuch; echo $?; type -p cat cd; type -P cat; type -a true; type -f f
### command -v
f() { :; }; command -v f cd cat if nosuch; echo $?; command -V f cd if; command -v ./nosuch /bin/cat; command -p echo hi; command; echo $?
### caller
f() { caller; caller 0; caller 1; caller 5; echo $?; }; g() { f; }; g; caller; echo $?
### funcname and lineno
f() { echo $FUNCNAME $LINENO; }
f

echo $LINENO; g() {
  echo $LINENO
  f
}; g
### BASH_SOURCE
echo 'echo $BASH_SOURCE ${FUNCNAME[@]} $LINENO; f() { echo ${BASH_SOURCE[0]} ${BASH_LINENO[0]}; }' >s; . ./s; f; echo $BASH_SOURCE
### source
echo 'echo sourced $# $1; x=5; return 3; echo no' >s; set -- a b; . ./s; echo $? $x; . ./s q r; echo $1; source nosuch; echo $?; source; echo $?
### source from path
mkdir p; echo 'echo found' >p/lib; PATH=$PWD/p:$PATH; . lib; cd p; . lib
### return outside
return 3; echo $?; (return 4); echo $?
### eval
eval echo a '$x' ; x=1; eval 'echo $x'; eval "y='a b'"; echo "$y"; eval; echo $?; eval 'false'; echo $?; eval 'if'; echo $?; eval 'exit 3'; echo no
### exit statuses
(exit 300); echo $?; (exit -1); echo $?; (exit x); echo $?; (exit 1 2); echo $?; false; (exit); echo $?
### command not found statuses
nosuch; echo $?; ./nosuch; echo $?; /; echo $?; touch f; ./f; echo $?; chmod +x f; ./f; echo $?; ''; echo $?; echo x >g; ./g; echo $?
### scripts by shebang
printf '#!/bin/bash\necho run $0 $1\n' >s; chmod +x s; ./s arg; printf '#!/nosuch\n' >t; chmod +x t; ./t; echo $?; printf 'echo plain $1\n' >u; chmod +x u; ./u x
### bash -c
bash -c 'echo $0 $1 $#' a b c; bash -c 'exit 5'; echo $?; bash -c; echo $?; bash -ec 'false; echo no'; echo $?; bash -c 'echo $-'
### bash -s
echo 'echo $1 $# $0' | bash -s a b; echo 'echo plain $0' | bash; bash -s <<< 'echo here; cat' ; printf 'read x\nline\necho got $x\n' | bash
### sh
sh -c 'echo $0; f() { echo f; }; f'; echo $?; bash nosuch; echo $?; bash .; echo $?
### bash options
bash -u -c 'echo $x'; echo $?; bash -x -c 'echo a'; bash -o pipefail -c 'false | true'; echo $?; bash +e -c :; bash -o nosuch -c :; echo $?; bash -Z; echo $?; bash --nosuch 2>&1 | head -1
### pipelines
echo abc | cat | cat; printf 'b\na\n' | sort | { read x; echo $x; }; echo x | (cat; echo y); echo a |& cat; ls nosuch |& cat >/dev/null; echo ${PIPESTATUS[0]}
### pipeline variables are lost
echo v | read x; echo "[$x]"; shopt -s lastpipe; echo v | read x; echo "[$x]"
### pipefail
set -o pipefail; false | true; echo $?; (exit 3) | (exit 4) | true; echo $?; true | true; echo $?; ! false | true; echo $?
### background
sleep 0.1 & wait; echo $?; (exit 3) & wait $!; echo $?; wait 99999; echo $?; false & p=$!; true & wait $p; echo $?; wait $p; echo $?
### wait -n
(exit 2) & wait -n; echo $?; wait -n; echo $?; (exit 1) & (sleep 0.2; exit 2) & wait -n; echo $?; wait -n; echo $?; wait -n -p v; echo ${v-unset}
### background input
echo x | { cat & wait; }; cat & wait; echo $?
### coproc
coproc { read x; echo "got $x"; }; echo hi >&${COPROC[1]}; read y <&${COPROC[0]}; echo $y; wait $COPROC_PID; echo $?
### coproc named
coproc C { read -r x; echo "<$x>"; }; echo one >&${C[1]}; read -r l <&${C[0]}; echo $l
### time keyword
TIMEFORMAT='%0R'; time :; TIMEFORMAT=; time true; TIMEFORMAT='x%%'; { time false; } 2>&1; echo $?
### null command and comments
: a b $(echo x >&2); # comment
#another
echo a#b # c
echo '#x' \#y
### negation of lists
! { true; false; }; echo $?; ! (exit 3); echo $?; ! ! true; echo $?; !; echo $?
### empty program parts
;; 
echo no
### double semicolon error
echo a ;; echo b
### long and-or over lines
true &&
echo one ||
echo two
false |
true
echo $?
### backslash newline
echo a \
  b; ec\
ho c; if tr\
ue; th\
en echo d; fi
