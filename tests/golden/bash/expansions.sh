### brace lists
echo {a,b,c} x{1,2}y {a,b}{1,2} {,a}b a{,} {a} {} {a,b {a,b} }
### brace nested
echo {a,{b,c},d} {a,b{1,2}} {{a,b},c} a{b,c}d{e,f}g
### brace sequences
echo {1..5} {5..1} {a..e} {e..a} {1..10..3} {10..1..3} {a..i..2} {01..05} {-2..2} {1..3..0}
### brace padded
echo {001..3} {1..003} {-05..5..5} {08..11} {a..c..-1} {1..5..-2}
### brace mixed and invalid
echo {1..a} {a..1} {1...3} {1..} {..3} {1,2..3} {1..2,3} {a..Z} {1.5..2}
### brace quoted
echo {"a,b",c} {'a','b'} "{a,b}" \{a,b} {a\,b,c} a{b,"c d"}e
### brace and variables
x=1 y=3; echo {$x..$y} {$x,$y} ${x}{a,b} {a,$x}{b,$y}
### brace with expansions
echo {$(echo a b),c} {$((1+1)),"$(echo x  y)"} {`echo q`,z}
### brace off
set +B; echo {a,b} {1..3}; set -B; echo {a,b}
### brace in assignment
x={a,b}; echo "$x"; declare y={a,b}; echo "$y"; export z=x{1,2}; echo "$z"
### brace dollar
x=abc; echo ${x}{,} $x{1,2} {${x},d} a${x}b{c,d}
### brace keeps globs
touch a1 a2 b1; echo {a,b}* {a*,c*} {c,d}*
### brace in for
for i in {1..3} {x,y}; do echo -n "$i "; done; echo
### brace in array
a=({1..3} x{a,b}); echo ${#a[@]} "${a[@]}"
### brace unbalanced
echo {a,b}} {{a,b} a{b,c a}b {a,b}c}d
### brace empty items
printf '<%s>' {,} {,,} a{,b,}c {a,,b}; echo
### tilde
HOME=/h; echo ~ ~/x ~x/y "~" \~ a~ ~/"a b" x=~ x:~ ~+ ; OLDPWD=/o; echo ~-
### tilde in assignments
HOME=/h; a=~ b=~/x:~/y c=x:~ d="~" e=x~ f=~:~; echo "$a $b $c $d $e $f"
### tilde unset home
unset HOME; echo ~ 
### tilde root
echo ~root ~root/x ~nosuchuser ~nosuchuser/x
### tilde in parameter words
HOME=/h; unset x; echo ${x:-~} ${x:-~/y} "${x:-~}" ${x:=~/z} $x
### tilde in case and test
HOME=/h; case /h in ~) echo yes;; *) echo no;; esac; [[ /h == ~ ]] && echo same; [[ ~/a = /h/a ]] && echo too
### tilde number
pushd / >/dev/null; echo ~0 ~1 ~+0 ~-0
### tilde in export
HOME=/h; export P=~/bin:~/lib; echo $P; declare q=~; echo $q
### ansi-c quoting
printf '%s|' $'a\nb' $'\t' $'\'' $'\x41' $'\101' $'\u00e9' $'\e[0m' $'\cA' $'\\' $'\"' $'\?' $'a\0b'; echo
### ansi-c unknown escapes
printf '%s|' $'\z' $'\8' $'\xg' $'\u' $'\x{41}' $'\1' | od -c | head; echo
### ansi-c in double quotes
echo "$'a\nb'" a$'\n'b
### locale quoting
echo $"hello" $"a $HOME b" a$"b"c
### backslash outside quotes
echo \a \\ \" \' \$x \` a\ b \
c
### backslash in double quotes
echo "\a \\ \" \' \$x \` \! \
c"
### single quotes keep all
echo 'a\b$c`d`"e"
f'
### adjacent quotes
echo a"b"'c'$'d'\e"$(echo f)"
### empty words
set -- '' "" ''""; echo $#; set -- $x ""$x "$x"; echo $#
### word splitting default
x='  a  b	c
d '; set -- $x; echo $#; printf '<%s>' "$@"; echo; printf '<%s>' "$x"; echo
### word splitting custom
IFS=:; x='a:b::c:'; set -- $x; echo $#; printf '<%s>' "$@"; echo
### word splitting mixed
IFS=' :'; x=' a : b::c : '; set -- $x; echo $#; printf '<%s>' "$@"; echo
### splitting null
IFS=; x='a b c'; set -- $x; echo $# "$1"; unset IFS; set -- $x; echo $#
### splitting does not touch literals
IFS=b; echo abc a"b"c; x=abc; echo $x "$x" ; echo ${x}d
### splitting joins
x='a b' ; set -- 1$x"2 3"$x; printf '<%s>' "$@"; echo
### star and at joins
IFS=-; set -- a b c; echo "$*" "$@" $* $@; x=$*; y=$@; z="$*"; echo "$x|$y|$z"
### star null ifs
IFS=; set -- a 'b c' d; echo "$*"; printf '<%s>' $*; printf '<%s>' "$@"; echo; x=$*; echo "$x"
### at with prefix
set -- 1 2 3; printf '<%s>' "a$@b" a$@b "x$*y"; echo
### at empty
set --; printf '<%s>' "$@" "a$@b" ""$@ "$*"; echo; echo $#
### command substitution newlines
x=$(printf 'a\n\nb\n\n\n'); echo "$x|"; echo $x
### command substitution nested
echo $(echo $(echo $(echo deep))) `echo \`echo old\`` "$(echo "$(echo "q q")")"
### command substitution case inside
echo $(case x in x) echo yes;; esac) "$(case a in (a) echo b;; esac)"
### command substitution comment
echo $(echo a # comment )
echo b
)
### command substitution status
x=$(exit 3); echo $?; echo $(exit 4) $?; y=$(false) z=$(true); echo $?; : $(exit 5); echo $?
### command substitution reads file
echo content >f; x=$(<f); echo "$x"; echo "$(< f)" "$(<nosuch)" $?
### command substitution keeps variables
x=1; y=$(x=2; echo $x); echo $x $y
### command substitution quoting
echo "$(echo "a  b")" $(echo "a  b") "`echo "c  d"`"
### command substitution escapes in backquotes
echo `echo \$HOME` `echo '\\'` `echo \\\\` "`echo \"q\"`"
### arithmetic expansion
echo $((1+1)) "$(( 2 * 3 ))" $((x=5))$x a$((1))b
### arithmetic or subshell
echo $( (echo sub) ) $((1)+(2)) $(((3)))
### process substitution
cat <(echo a) <(echo b); cat < <(echo c); while read x; do echo "[$x]"; done < <(printf '1\n2\n')
### process substitution out
echo data > >(cat >f; echo done >g); while [ ! -s g ]; do :; done; cat f
### process substitution name
f() { case $1 in /dev/fd/*) echo path;; *) echo $1;; esac; }; f <(:) 
### here-string
cat <<< hello; cat <<< "a  b"; x='c  d'; cat <<< $x; cat <<< $x"e"; cat <<<''
### here-string glob and braces
touch f1 f2; cat <<< f*; cat <<< {a,b}; cat <<< ~
### pathname expansion
touch a b c .d; echo *; echo ?; echo .*; echo [ab]; echo [!a]; echo [^a]; echo *.txt; echo "*" \*
### glob directories
mkdir -p d/e; touch d/x d/e/y; echo d/*; echo */; echo d/*/; echo */*/*; echo ./*; echo d//*
### glob brackets
touch a b 1 2 A - ]; echo [a-z]; echo [0-9]; echo [[:upper:]]; echo [[:digit:][:upper:]]; echo []]; echo [a-]; echo [!0-9]
### glob quoted parts
touch 'a*b' ab 'a b'; echo a\*b; echo "a"*; echo a'*'*; x='a*'; echo $x "$x"
### glob escaped bracket
touch '[x]' x; echo [x]; echo \[x]; echo '[x]'*; echo [[]x]
### nullglob
shopt -s nullglob; echo a *.none b; echo *.none; x=(*.none); echo ${#x[@]}
### failglob
shopt -s failglob; echo *.none; echo after $?
### dotglob
touch .h v; shopt -s dotglob; echo *; echo .*
### nocaseglob
touch Abc abd; shopt -s nocaseglob; echo a*; echo [A]*
### noglob
touch a; set -f; echo *; x='*'; echo $x; set +f; echo $x
### globstar
mkdir -p a/b/c; touch a/1 a/b/2 a/b/c/3; shopt -s globstar; echo **; echo **/; echo a/**; echo **/2; echo **/*
### globstar off
mkdir -p a/b; touch a/1 a/b/2; echo **; echo a/**
### extglob names
shopt -s extglob
touch a b ab abc x.c x.h; echo @(a|b); echo ?(a)b*; echo *(a|b); echo +(a|b); echo !(a|b); echo *.@(c|h); echo !(*.c)
### globignore
touch a b c .d; GLOBIGNORE='a:c'; echo *; GLOBIGNORE=; echo *
### glob sort
touch b a C 10 9 _ é; echo *
### glob no access of slash
mkdir d; touch d/f; echo [d]/f d[/]f; echo d?f
### extglob patterns
shopt -s extglob; for x in a aa ab b '' abc; do for p in '?(a)' '*(a)' '+(a)' '@(a|b)' '!(a)' 'a?(b)' '+(a|b)c'; do [[ $x == $p ]] && echo -n "$x~$p "; done; done; echo
### parameter length
x=hello y=; echo ${#x} ${#y} ${#nosuch} ${#x[0]}; set -- a b; echo ${#} ${#@} ${#*} ${#1}
### length of unicode
x=é日本; echo ${#x} ${x:1:1} ${x:0:2}
### default values
unset x; y=; z=v; echo "${x-d}" "${x:-d}" "${y-d}" "${y:-d}" "${z-d}" "${z:-d}"
### alternative values
unset x; y=; z=v; echo "[${x+a}]" "[${x:+a}]" "[${y+a}]" "[${y:+a}]" "[${z+a}]" "[${z:+a}]"
### assign default
unset x; y=; echo ${x=d} ${y=d} ${y:=e} $x $y; echo ${1:=x}; echo not reached
### error values
(echo ${x?}); (echo ${x:?}); (echo ${x?msg here}); (y=; echo ${y:?empty}); (y=; echo "${y?none}."); echo $?
### nested defaults
echo ${a:-${b:-${c:-deep}}} "${a:-"quoted  x"}" ${a:-'single  x'} ${a:-a b  c} "${a:-'q'}"
### default splits
set -- ${x:-a b} "${x:-a b}" ${x:-"a b"} ${x:-'a b' c}; echo $#; printf '<%s>' "$@"; echo
### default with at
set -- 1 '2 3'; printf '<%s>' "${x:-$@}" ${x:-"$@"} "${x-"$@"}"; echo
### prefix removal
x=/a/b/c.tar.gz; echo ${x#*/} ${x##*/} ${x#/a} ${x##x} ${x#} ${x##}
### suffix removal
x=/a/b/c.tar.gz; echo ${x%.*} ${x%%.*} ${x%/*} ${x%%/*}. ${x%gz} ${x%nope}
### removal with quotes
x='a*b*c'; echo ${x#a*} ${x#a\*} ${x#"a*"} ${x%%"*"*}; p='*'; echo ${x%$p*} ${x%"$p"*}
### removal with classes
x=abc123def; echo ${x%%[0-9]*} ${x##*[0-9]} ${x#[a-c]} ${x#??} ${x%[[:alpha:]]}
### substitution
x=banana; echo ${x/a/o} ${x//a/o} ${x/#b/B} ${x/%a/A} ${x/n} ${x//n} ${x/z/y} ${x/a*/X} ${x//[an]/-}
### substitution edge
x=a/b/c; echo ${x//\//-} ${x/\//} "${x//\//|}" ${x//'/'/+}; y=; echo "[${y/x/z}]" "[${y/#/p}]" ${x/#/^} ${x/%/$}
### substitution ampersand
x=abc; echo ${x/b/[&]} ${x//?/<&>} ${x/b/\&} "${x/b/[&]}" ${x/b/"&"}; shopt -u patsub_replacement; echo ${x/b/[&]}
### substitution pattern variable
x=a.b.c p=. r='x y'; echo ${x//$p/_} ${x//"$p"/_} "${x//$p/$r}" ${x/b/$r}
### substitution of arrays
a=(apple banana cherry); echo ${a[@]/a/X} "${a[@]//a}" ${a[*]/#/p-} ${a[@]/%?/!}
### case modification
x='hello World'; echo ${x^} ${x^^} ${x,} ${x,,} ${x^^[lo]} ${x^h} ${x^w}; y=HELLO; echo ${y,} ${y,,} ${y,,[EL]} ${x~} ${x~~}
### case modification arrays
a=(foo bar); echo ${a[@]^} ${a[*]^^} "${a[@]^b}"; set -- ab cd; echo ${@^} "${*^^}"
### substring
x=abcdefg; echo ${x:2} ${x:2:3} ${x: -3} ${x: -3:2} ${x:1:-2} ${x: -4:-1} ${x:0:0}. ${x:9}. ${x:7}.
### substring expressions
x=abcdefg n=2; echo ${x:n} ${x:n+1:n} ${x:$n:1} ${x:(-2)} ${x:n>1?1:0:2} ${x::2} ${x:1:}.
### substring negative error
x=abc; echo ${x:2:-3}; echo after; echo ${x: -5}.
### slices of positional
set -- a b c d e; echo ${@:2} "|" ${@:2:2} "|" ${@: -2} "|" ${@:0:2} "|" ${*:4} "|" ${@:7} "|" ${@: -1:1}
### slices of arrays
a=(0 1 2 3 4 5); echo ${a[@]:2} "|" ${a[@]:2:2} "|" ${a[@]: -2} "|" ${a[@]:1:0} "|" ${a[*]:3} "|" ${a[@]::2}
### slices of sparse
a=([2]=x [5]=y [9]=z); echo ${a[@]:3} "|" ${a[@]:0:2} "|" ${a[@]: -1} "|" ${a[@]:9}
### indirect
a=b b=c c=d; echo ${!a} ${!b}; n=2; set -- x y z; echo ${!n} ${!#}; r='arr[1]'; arr=(p q); echo ${!r} ${!r:0:1} ${!r^}
### indirect errors
unset a; (echo ${!a}); a=; (echo ${!a}); a='x y'; (echo ${!a}); a=nosuch; echo "[${!a}]" ${!a:-dflt}
### names by prefix
foo1=a foo2=b foobar=c; echo ${!foo*} "${!foo@}" ${!fooz*}; set -- "${!foo@}"; echo $#; set -- "${!foo*}"; echo $#
### array keys
a=(x y [5]=z); echo ${!a[@]} "${!a[*]}" ${!a[0]}; b=v; echo ${!b[@]}
### transform quote
x="it's" y='a b' z=$'n\nl' e=; echo ${x@Q} ${y@Q} "${z@Q}" ${e@Q} "${nosuch@Q}" ; a=(1 'b c'); echo ${a[@]@Q}
### transform case
x='hello World'; echo ${x@U} ${x@u} ${x@L}
### transform escapes
x='a\tb\n'; echo "${x@E}|" ; y='\u@x'; echo ${#y}
### transform declare
x=1; declare -i n=2; declare -r r='a b'; export e=z; a=(1 2); declare -A m=([k]=v); echo ${x@A}; echo ${n@A}; echo ${r@A}; echo ${e@A}; echo ${a[@]@A}; echo ${m[@]@A}; echo ${a@A}
### transform attributes
declare -irx x=1; declare -a a; declare -A m; declare -u u; declare -n n=x; echo ${x@a} ${a@a} ${m@a} ${u@a} ${n@a} "${nosuch@a}."; a=(1); echo ${a[@]@a} ${a@a}
### transform keys
a=(x 'y z'); echo ${a[@]@K}; echo "${a[@]@k}"; set -- "${a[@]@k}"; echo $#; s=v; echo ${s@K} ${s@k}
### bad substitution
echo ${x!}; echo after $?
### bad substitution names
echo ${1x}; echo next
### bad transform
x=1; echo ${x@Z}; echo next
### special parameters
set -- a b; echo $# $- $?; false; echo $?; echo ${#} ${?} ${#?}; echo $0; echo ${0##*/}
### underscore
echo a b; echo $_; : x y z; echo $_; true; echo $_
### positional beyond nine
set -- 1 2 3 4 5 6 7 8 9 10 11; echo $10 ${10} ${11} ${12}. "${@:10}"
### set positional
set -- -a -b; echo $1 $2; set a b; echo $#; set -; echo $#; set --; echo $#; set - x y; echo $*
### shift
set -- a b c; shift; echo $*; shift 2; echo $#; shift; echo $?; set -- a; shift 3; echo $? $#; shift -1; echo $?; shift x; echo $?
### quoted at in assignment
set -- a 'b c'; x="$@"; echo "$x"; y=("$@"); echo ${#y[@]}; z=$@; echo "$z"
### nounset
set -u; (echo $x); echo $?; (echo ${x-ok} ${#y}); (echo ${a[@]}); (echo $1); (echo $@ ok); (echo ${x:-ok}); (echo ${!x}); echo $?
### line continuation in words
echo ab\
cd "ef\
gh" ij'kl\
mn'
### parameter name end
x=1; echo $x.y $xy. ${x}y $x-y "$x"y $x[0] ${x[0]}
### dollar alone
echo $ a$ "$" $'$' "a$ b" $, $% "$ "
### nested quotes in braces
x='a"b'; echo "${x%"\""*}" "${x#*'"'}" "${y:-"a'b"}" ${y:-"}"} ${y:-\}} "${y:-\}}"
### quoted default with single quotes
echo "${x:-'a b'}" ${x:-'a b'} "${x:+'a'}"
### assignment does not split
x='a  b *'; y=$x; echo "$y"; z=$(echo "$x"); echo "$z"; w=${x/a/c  d}; echo "$w"
