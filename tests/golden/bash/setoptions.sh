### errexit basics
set -e; false; echo no
### errexit conditions
set -e; if false; then :; fi; false || true; ! true; while false; do :; done; false && true; until true; do :; done; echo reached
### errexit in functions
set -e; f() { false; echo in; }; f || echo caught; if f; then echo then; fi; f; echo no
### errexit in subshells
set -e; (false; echo no) || echo or; (false); echo no
### errexit in substitutions
set -e; x=$(false; echo y); echo "$x"; echo $(false); y=$(false); echo no
### errexit in pipelines
set -e; false | true; echo a; true | false; echo no
### errexit inherit
shopt -s inherit_errexit; set -e; echo $(false; echo no); x=$(false; echo no); echo never
### errexit with and lists
set -e; true && false; echo no
### errexit arithmetic
set -e; x=0; ((x)) || echo zero; ((x++)) || :; let x=1; ((x=0)); echo no
### errexit groups
set -e; { false; echo in; } || echo caught; { true && false; }; echo no
### errexit case and for
set -e; for i in 1 2; do case $i in 1) true;; 2) false;; esac; done; echo no
### errexit assignments
set -e; local_x() { local v=$(false); echo kept; }; local_x; export e=$(false); echo exported; v=$(exit 4); echo no
### errexit and trap
trap 'echo exit $?' EXIT; set -e; (exit 7); echo no
### errexit eval and source
set -e; eval 'false || true'; echo 'false' >s; (. ./s; echo no) ; echo no
### errexit negated
set -e; ! false; ! true; echo ok; if ! false; then echo yes; fi; false; echo no
### errexit test
set -e; [ a = b ] || echo ne; [[ a = b ]] || echo ne2; [ a = b ]; echo no
### errexit command not found
set -e; nosuch || echo $?; nosuch; echo no
### errexit redirection
set -e; echo a >/nosuch/f || echo failed; echo b >/nosuch/f; echo no
### errexit wait
set -e; false & wait $! || echo waited; false & wait $!; echo no
### nounset basics
set -u; echo ${x:-d}; echo $x; echo no
### nounset arrays
set -u; a=(); echo "${a[@]}" ok; echo ${#a[@]}; echo ${a[0]}; echo no
### nounset arithmetic
set -u; echo $((x)); echo no
### nounset special
set -u; echo $# $* "$@"; echo $!; echo no
### nounset in function
set -u; f() { echo $1; }; f a; f; echo no
### nounset unset element
set -u; a=(x); echo ${a[0]} ${a[1]-d}; echo ${a[1]}; echo no
### nounset length
set -u; echo ${#x}; echo no
### nounset pattern
set -u; echo ${x#a}; echo no
### xtrace
set -x; echo a 'b c' "$HOME" $((1+1)); x=1; y="a b" z=; x=2 true; a=(1 'b c'); a[1]=q; set +x; echo done
### xtrace compound
set -x; if [ a = a ]; then :; fi; for i in 1 2; do :; done; case a in a) :;; esac; while false; do :; done; [[ a == b && -n x ]]; ((1+1)); (( x = 2 )); for ((i=0;i<1;i++)); do :; done
### xtrace functions
f() { echo in $1; }; set -x; f arg; (echo sub); echo $(echo nested $(echo deep)); { :; }
### xtrace redirections
set -x; echo a >f; cat <f; cat <<< here; : <<E
x
E
### xtrace quoting
set -x; echo '' "it's" 'a"b' '$x' '\' $'a\nb' '*' '~' 'a=b' x=y é '!' '{a,b}' '#x' a#b
### xtrace PS4
PS4='>$LINENO> '; set -x; echo a
echo $(echo b)
### xtrace declare
set -x; declare x=1; export y='a b'; readonly z=3; f() { local l=1; }; f; unset x; declare -a arr=(1 2)
### xtrace pipeline
set -x; ! true; true && false || :
### verbose
set -v
echo a
for i in 1 2; do
  echo $i
done
set +v
echo b
### noglob and others
set -f; echo *; set +f; set -C; echo a >f; echo b >f; echo $?; echo c >|f; cat f; set +C; echo d >f; cat f
### noclobber corners
set -C; echo x > /dev/null; echo $?; echo y >>f; echo z >>f; cat f; mkfifo p; echo q &>f; echo $?; : >new; echo $?
### allexport
set -a; x=1; f() { echo f; }; set +a; y=2; bash -c 'echo $x $y'; bash -c f
### noexec
set -n; echo no; set +n; echo no
### noexec in bash
bash -n -c 'echo no; if'; echo $?
### set -o listing
set -o | head -5; set +o | head -5; set -o nosuch; echo $?; set -o errexit; echo no $-
### set flags in dollar dash
set -efu; echo $-; set +efu; echo $-; set -o noglob; echo $-; set +o noglob
### set wrong
set -Z; echo $?; set -o; echo $? | tail -1; set +Z; echo $?
### set --
set -e -- a -b; echo $*; set +e; set -- ; echo $#; set -x -- q; set +x; echo $1
### keyword option
set -k; f() { echo $x $#; }; x=0; echo a x=1 b; bash -c 'echo $x $#' c x=5 d
### shopt
shopt extglob; shopt -s extglob; shopt extglob; shopt -q extglob; echo $?; shopt -u extglob; shopt -q extglob; echo $?; shopt nosuch; echo $?; shopt -p extglob dotglob; shopt -o errexit; shopt -so nounset; shopt -po nounset
### shopt lists
shopt -s | head -4; shopt -u | head -3; shopt | wc -l; shopt -s nosuch; echo $?; shopt -su x; echo $?
### posix mode
set -o posix; echo $-; f() { echo f; }; x=1 :; echo ${x-unset}; export y=1 | cat
### onecmd
bash -t -c 'echo a; echo b'; printf 'echo one\necho two\n' | bash -t
### physical
mkdir -p d/e; ln -s d/e l; cd l; echo ${PWD##*/}; pwd | sed 's/.*case//'; pwd -P | sed 's/.*case//'; cd ..; echo ${PWD##*/}; set -P; cd l; echo ${PWD##*/}
### functrace and DEBUG
f() { :; }; trap 'echo D $BASH_COMMAND' DEBUG; f; set -T; f; trap - DEBUG
### xpg_echo
shopt -s xpg_echo; echo 'a\tb'; echo -n 'x\n'; shopt -u xpg_echo; echo 'a\tb'
### sourcepath and execfail
shopt -s execfail; exec nosuch; echo still $?; shopt -u execfail; (exec nosuch; echo no); echo $?
### assoc_expand_once
declare -A m; k='a]b'; m[$k]=1; echo ${m[$k]} ${#m[@]}; unset 'm[$k]'; echo ${#m[@]}
### localvar_inherit
shopt -s localvar_inherit; x=1; f() { local x; echo $x; local -a y; }; f
### extdebug skip
shopt -s extdebug; trap '[[ $BASH_COMMAND != *skip* ]]' DEBUG; echo a; echo skip; echo b
### xtrace of case fallthrough
set -x; case a in a) echo 1;& b) echo 2;; esac
### BASHOPTS and SHELLOPTS
set -f; echo $SHELLOPTS; case :$BASHOPTS: in *:cmdhist:*) echo yes;; esac; SHELLOPTS=x; echo $?
