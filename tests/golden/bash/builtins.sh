### echo options
echo -n a; echo b; echo -e 'a\tb\c hidden'; echo; echo -E 'a\tb'; echo -ne 'x\n'; echo -q; echo -- a
### echo escapes
x=$(echo -e '\a\b\f\v\\\x41\0101\u00e9'); printf '%q\n' "$x"
### printf basics
printf '%s %d %i\n' a 5 -3; printf '%5s|%-5s|%05d\n' a b 42; printf '%x %X %o %#x\n' 255 255 8 255
### printf reuse
printf '%s-%s\n' a b c; printf 'no args\n'; printf '%d\n'
### printf strings
printf '%.2s|%10.3s|%c\n' abc abcdef xyz; printf '%b\n' 'a\tb'; printf '%q %q\n' 'a b' "it's"
### printf floats
printf '%f %.2f %e %g %G\n' 1.5 2.345 12345 0.0001 1e10
### printf errors
printf '%d\n' abc; echo $?; printf '%d\n' 12x; echo $?; printf '%z\n'; echo $?
### printf char codes
printf '%d %d\n' "'A" '"B'
### printf percent
printf '100%%\n'; printf '\x41\101\n'
### printf star
printf '%*d|%-*d|%.*f\n' 5 42 5 42 2 3.14159
### printf q special
printf '%q\n' '' 'a$b' 'a*' $'a\nb' '~x' 'a~' '#x' 'x#' 'a,b' 'é'
### printf time
TZ=UTC printf '%(%Y-%m-%d %H:%M:%S)T\n' 0; TZ=UTC printf '%(%F %T)T\n' 86399
### test strings
[ a = a ]; echo $?; [ a != a ]; echo $?; [ -z "" ]; echo $?; [ -n "" ]; echo $?; [ "" ]; echo $?; [ a ]; echo $?; [ ]; echo $?
### test numbers
[ 1 -eq 01 ]; echo $?; [ 2 -gt 10 ]; echo $?; [ a -eq 1 ]; echo $?; [ 5 -le 5 ] && echo ok
### test files
touch f; mkdir d; ln -s f l; [ -f f ] && [ -d d ] && [ -L l ] && [ -e l ] && [ ! -e x ] && [ ! -s f ] && echo ok; [ -r f -a -w f ] && echo rw; [ -x f ] || echo nox
### test errors
[ a b ]; echo $?; [ a = ]; echo $?; [ 1 -eq ]; echo $?; [ a b c ]; echo $?; [ a; echo $?
### test parentheses
[ \( a = a \) -a \( b = b \) ]; echo $?; [ ! a = b ]; echo $?; [ a = a -o b = c ]; echo $?; test ! ''; echo $?
### test newer
touch -d 2020-01-01 old; touch new; [ new -nt old ] && echo nt; [ old -ot new ] && echo ot; [ new -ef new ] && echo ef
### conditional strings
[[ abc == a* ]] && echo 1; [[ abc == "a*" ]] || echo 2; [[ abc < abd ]] && echo 3; [[ -z $nosuch ]] && echo 4; x='a b'; [[ $x == 'a b' ]] && echo 5
### conditional logic
[[ a == a && b != a ]] && echo 1; [[ a == b || ( b == b ) ]] && echo 2; [[ ! a == b ]] && echo 3; [[ 5 -gt 3 ]] && echo 4; x=5; [[ x -eq 5 ]] && echo 5
### conditional regex
[[ foo123bar =~ ([a-z]+)([0-9]+) ]]; echo $? ${BASH_REMATCH[0]} ${BASH_REMATCH[1]} ${BASH_REMATCH[2]}; r='^f.o$'; [[ foo =~ $r ]] && echo m; [[ a.c =~ "a.c" ]] && [[ ! abc =~ "a.c" ]] && echo lit
### cd and pwd
mkdir -p a/b; cd a/b; echo ${PWD##*/}; cd ..; echo ${PWD##*/}; cd - > /dev/null; echo ${PWD##*/} ${OLDPWD##*/}; cd nosuch; echo $?; cd /; pwd
### cd logical
mkdir -p real/sub; ln -s real/sub link; cd link; echo ${PWD##*/}; cd ..; echo ${PWD##*/}; cd link; pwd -P; cd -P ..; echo ${PWD##*/}
### cd errors
touch f; cd f; echo $?; cd a b; echo $?; unset HOME; cd; echo $?
### pushd popd
mkdir a b; pushd a > /dev/null; pushd ../b > /dev/null; d=$(dirs -l); echo ${d//\/tmp\/case/}; popd > /dev/null; echo ${PWD##*/}; popd > /dev/null; popd; echo $?
### type
type cd; type -t cd cat if nosuch; f() { echo hi; }; type f; type -t f; type nosuch; echo $?; type -p cat
### command
command -v cd cat if nosuch; echo $?; cd() { echo mine; }; cd; command cd /; pwd; command nosuch; echo $?
### builtin
builtin echo hi; builtin nosuch; echo $?
### declare function print
f() { if true; then echo a; else echo b; fi; for i in 1 2; do echo $i; done; while false; do :; done; }; declare -f f
### declare function print more
g() { case $1 in a|b) echo 1;; *) echo 2;; esac; x=1 y=2 cmd > out 2>&1 < in & (a; b) | c && d || e; [[ $a == b ]]; ((i++)); }; declare -f g
### shopt
shopt -s extglob; shopt extglob; shopt -u extglob; shopt -q extglob; echo $?; shopt nosuch; echo $?
### set options
set -o | grep -E 'errexit|noglob'; set -f; echo $-; set +f; set -o nosuch; echo $?; set -z; echo $?
### getopts
while getopts ab:c opt -a -b val -c rest; do echo "$opt $OPTARG $OPTIND"; done
### getopts errors
getopts ab: o -x; echo $o; OPTIND=1; getopts ab: o -b; echo $o; OPTIND=1; getopts :ab: o -x; echo $o $OPTARG; OPTIND=1; getopts :ab: o -b; echo $o $OPTARG
### getopts combined
set -- -abfoo file; while getopts ab: o; do echo $o $OPTARG; done; shift $((OPTIND-1)); echo $1
### trap exit
trap 'echo bye $?' EXIT; echo hi; exit 3
### trap signal
trap 'echo got usr1' USR1; kill -USR1 $$; echo after
### trap list
trap 'echo x' INT TERM; trap -p INT; trap; trap - INT; trap -p INT; trap '' HUP; trap
### trap err
trap 'echo err $?' ERR; false; true; false || true; f() { return 3; }; f
### trap keeps status
trap 'echo t' EXIT; (exit 4)
### trap in subshell
trap 'echo parent' EXIT; (echo sub); (trap 'echo child' EXIT; echo in)
### trap debug
trap 'echo dbg' DEBUG; echo a; trap - DEBUG
### trap invalid
trap 'x' NOSUCH; echo $?; trap x; echo $?
### kill list
kill -l 9; kill -l TERM; kill -l 137; kill -l INT
### kill errors
kill; echo $?; kill abc; echo $?; kill -NOSUCH 1; echo $?
### kill self
bash -c 'kill -TERM $$'; echo $?
### umask
umask 022; umask; umask -S; umask 077; umask; umask u=rwx,g=rx,o=; umask; umask 999; echo $?
### hash
hash -r; hash; cat /dev/null; hash nosuch; echo $?
### alias off in scripts
alias ll='echo aliased'; ll; echo $?
### alias on
shopt -s expand_aliases
alias ll='echo aliased' e='echo ' w=word
ll x
e w
alias ll
unalias ll
ll
alias nosuch; echo $?
### let errors
let; echo $?; let 1/0; echo $?
### command not found
nosuchcmd; echo $?; ./nosuch; echo $?; touch f; ./f; echo $?; mkdir d; ./d; echo $?
### script without shebang
echo 'echo script $0 $1' > s; chmod +x s; ./s arg
### shebang
printf '#!/bin/bash\necho she $1\n' > s; chmod +x s; ./s x
### bad interpreter
printf '#!/no/such\n' > s; chmod +x s; ./s; echo $?
### exec
exec echo replaced; echo never
### exec missing
exec nosuch; echo never
### bash c
bash -c 'echo $0 $1 $#' name a b; bash -c 'exit 9'; echo $?
### bash missing script
bash nosuch.sh; echo $?
### bash stdin
echo 'echo from stdin; read x; echo "[$x]"
data line
echo end' | bash
### bash s
echo 'echo $1 $2' | bash -s a b
### bash options
bash -x -c 'echo hi'; bash -e -c 'false; echo no'; echo $?; bash -u -c 'echo $nosuch'; echo $?; bash -n -c 'echo no'
### syntax error
bash -c 'if'; echo $?; bash -c 'fi'; echo $?; bash -c 'echo a; )'; echo $?
### syntax error quotes
bash -c 'echo "abc'; echo $?; bash -c "echo 'abc"; echo $?; bash -c 'echo $(ls'; echo $?
### syntax error in script
echo before
if true; then echo x; fi fi
### syntax error operators
bash -c 'a && && b'; bash -c '; a'; bash -c 'for x in a b c'; bash -c 'echo >'; echo $?
### syntax error eval
eval 'fi'; echo $?; eval 'echo "x'; echo $?
### unknown option
cd -q; echo $?; unset -z; echo $?; export -q; echo $?
### enable
enable -n echo; type -t echo; enable echo; type -t echo
### caller
f() { caller; caller 0; }
f
### read prompt hidden
read -p 'prompt: ' x <<< hi; echo $x
### read invalid
read 1x <<< a; echo $?; read -u 9 x; echo $?
### declare local print
f() { local a=1; declare -p a; }; f
### help
help -s pwd > /dev/null; echo $?; help nosuchtopic 2> /dev/null; echo $?
### test v and o
x=1; test -v x; echo $?; test -v y; echo $?; set -f; test -o noglob; echo $?
### echo to missing
(exit 2); echo "status $?"
### jobs
sleep 0.05 & jobs; wait; jobs
### shift too many
set -- a; shift 5; echo $? $#; shift -1; echo $?
### exit in pipeline
echo a | { read x; exit 7; }; echo $?
### unset readonly
readonly a=1; unset a; echo $?
### break with words
for i in 1; do break x; done; echo $?
### wrong redirection name
{1x}> f; echo $?
### killed child
bash -c 'kill -KILL $$'; echo $?
### terminated child message
(kill -TERM $BASHPID); echo $?
