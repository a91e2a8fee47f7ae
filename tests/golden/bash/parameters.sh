### default
unset x; echo ${x:-a} ${x-b} "${x:-c d}"; x=; echo "${x:-a}" "[${x-b}]"
### assign default
echo ${x:=5} $x; y=; echo "[${y=7}]" ${y:=8}
### alternative
x=1; echo ${x:+yes} ${x+yes} "[${y:+no}]"; y=; echo "[${y:+no}]" "[${y+yes}]"
### error
echo ${x:?}; echo not reached
### error message
( echo ${x:?it is missing} ); echo $?
### error null
x=; ( echo ${x:?} ); echo $?; ( echo "[${x?}]" )
### prefix removal
p=/usr/local/lib/x.tar.gz; echo ${p#*/} ${p##*/} ${p%.*} ${p%%.*} ${p%/*}
### suffix pattern quoted
x='a*b*c'; echo ${x%'*'*} ${x%%"*"*} ${x#a\*}
### replace
x=banana; echo ${x/an/AN} ${x//an/AN} ${x/#b/B} ${x/%a/A} ${x//a} ${x/n*/N}
### replace with ampersand
x=banana; echo ${x/an/[&]} ${x//a/\&} "${x//a/'&'}"
### replace slash
x=a/b/c; echo ${x//\//-} ${x/\//+}
### replace variable
x=hello; y=l; z='<&>'; echo ${x//$y/$z} "${x//"$y"/"$z"}"
### case
x=hello; echo ${x^} ${x^^} ${x^^[el]}; y=WORLD; echo ${y,} ${y,,} ${y,,[OR]}
### length
x=hello; a=(1 22 333); echo ${#x} ${#a} ${#a[@]} ${#a[2]} ${#} ${#@}
### length unicode
x=héllo; echo ${#x} ${x:1:1}
### substring
x=abcdefgh; echo ${x:2} ${x:2:3} ${x: -3} ${x: -3:2} ${x:0:-2} ${x:(-4):1} "[${x:20}]"
### substring arithmetic
x=abcdefgh; i=2; echo ${x:i+1:i} ${x:$i:1} ${x:i>1?1:2}
### positional slice
set -- a b c d e; echo ${@:2} / ${@:2:2} / ${@: -2} / ${@:0:2} / ${*:3:1}
### indirection
x=y; y=z; echo ${!x}; a=(1 2); r='a[1]'; echo ${!r}; r='a[@]'; echo ${!r}
### names
abc1=x; abc2=y; echo ${!abc*} "${!abc@}"
### keys
a=([3]=x [7]=y); echo ${!a[@]}; declare -A m=([k]=v); echo ${!m[@]}
### at and star
set -- "a b" c; for i in "$@"; do echo "[$i]"; done; for i in "$*"; do echo "[$i]"; done; for i in $@; do echo "[$i]"; done
### at inside word
set -- 1 2 3; for i in "x$@y"; do echo "[$i]"; done
### no parameters
set --; for i in "$@" "x$@"; do echo "[$i]"; done; set -- "$@" "" ; echo $#
### star ifs
set -- a b c; IFS=,; echo "$*" $*; x="$*"; echo $x "$x"
### ifs empty
set -- a b; IFS=; echo "$*" $*
### transform quote
x="it's a"; echo ${x@Q}; y=$'a\nb'; echo ${y@Q}; set -- 'a b' c; echo ${@@Q}
### transform others
x=hello; echo ${x@U} ${x@u} ${x@L}; e='a\tb'; echo "${e@E}"; declare -i n=3; echo ${n@A} ${n@a} ${x@A}
### transform array
a=(1 'b c'); echo ${a[@]@A}; declare -A m=([x]=1); echo ${m[@]@K} ${a[@]@K}
### nested
x=; y=inner; echo ${x:-${y:-z}} "${x:-"${y}"}" ${x:-$(echo cmd)}
### default splits
x=; for i in ${x:-a b "c d"}; do echo "[$i]"; done
### default quoted no split
for i in "${x:-a b 'c'}"; do echo "[$i]"; done
### bad substitution
echo ${x!y}; echo after
### unset bad name
echo ${1a}; echo after
### nounset
set -u; echo ${x:-ok}; echo $x; echo not reached
### nounset array
set -u; a=(); echo "${a[@]}" ok; echo ${a[0]}
### special parameters
set -- x y; echo $# $0; (exit 3); echo $?
### last argument
echo a b c; echo $_
### brace in default
echo ${x:-\}} "${x:-\}}"
### positional ten
set -- 1 2 3 4 5 6 7 8 9 ten; echo ${10} $10
### nameref
x=1; declare -n r=x; r=5; echo $x $r ${!r}
### nameref function
f() { local -n ref=$1; ref+=" more"; }; v=some; f v; echo "$v"
### remove from array
a=(one two three); echo ${a[@]#t} / ${a[@]/o/0} / ${a[@]^} / ${a[@]:1:2}
### pattern class
x=abc123def; echo ${x//[0-9]} ${x//[![:digit:]]/} ${x%%[0-9]*}
### extglob removal
shopt -s extglob; x=aaabbb; echo ${x##+(a)} ${x%%+(b)} ${x/+(a)/X}
### colon substring default
x=abc; echo ${x:-3} ${x: -3:1}
### unset vs empty array
a=(); echo "${a[@]:-none}" "${a[*]+set}"; a=(''); echo "[${a[@]:-none}]" "[${a[@]-none}]"
