### default ifs
x="  a  b	c
d "; set -- $x; echo $#; printf '[%s]' "$@"
### colon
IFS=:; x=a:b::c:; set -- $x; echo $#; printf '[%s]' "$@"
### leading delimiter
IFS=:; x=:a; set -- $x; printf '[%s]' "$@"
### mixed
IFS=' :'; x=' a : b  c:'; set -- $x; printf '[%s]' "$@"
### ifs unset
unset IFS; x='a b  c'; set -- $x; echo $#
### join with quoted
x='a b'; set -- p$x"q r"$x; printf '[%s]' "$@"
### command substitution splits
set -- $(printf 'a b\nc\n\n'); echo $#
### no split in assignment
x='a  b'; y=$x; echo "$y"
### no split in case
x='a b'; case $x in 'a b') echo yes;; esac
### brace lists
echo {a,b,c} x{1,2}y {a,b}{1,2} a{,b}
### brace sequences
echo {1..5} {5..1} {a..e} {1..10..3} {01..03} {-2..2} {e..a..2}
### brace nested
echo {a,{b,c},d} {{1,2},{3,4}} a{b{c,d},e}f
### brace invalid
echo {a} {} {a,b {1..} ${x}{a,b} "{a,b}" \{a,b}
### brace quoted items
echo {'a b',"c d",e\ f} {$HOME,x}
### brace order
x=1; echo {$x,2}$x
### globs
touch a.txt b.txt c.log .hidden; mkdir d; touch d/e.txt; echo *.txt *; echo */* ?.log [ab].txt [!a].txt .*
### glob no match
echo *.none; shopt -s nullglob; echo *.none x
### failglob
shopt -s failglob; echo *.none; echo after $?
### dotglob
touch .a b; shopt -s dotglob; echo *
### glob class
touch a1 b2 C3; echo [[:upper:]]* [[:lower:]][[:digit:]] [a-b]*
### glob in variable
touch a b; x='*'; echo $x "$x"
### noglob
touch a; set -f; echo *
### extglob
shopt -s extglob
touch foo.c foo.h bar.c baz.o; echo *.@(c|h) !(*.c) +(foo|bar).c ?(x)*.o
### globstar
shopt -s globstar; mkdir -p a/b; touch a/x a/b/y; echo **; echo **/
### glob directory slash
mkdir d1 d2; touch f; echo */
### glob escapes
touch 'a*b' ab; echo a\*b a"*"b
### glob special names
> '-x'; > 'a b'; > 'c[d'; printf '%s\n' *
### null quoted join
x=; echo a""$x""b; set -- a"$x"; echo $#
### at in assignment
set -- a 'b c'; x=$@; echo "$x"; y="$@"; echo "$y"; z=$*; echo "$z"
### ifs non white adjacent expansions
IFS=,; x=a,; y=b; set -- $x$y; printf '[%s]' "$@"
### read splits
IFS=: read a b c <<< 'x:y:z:w'; echo "[$a][$b][$c]"
### read backslash
read a b <<< 'x\ y z'; echo "[$a][$b]"; read -r a b <<< 'x\ y z'; echo "[$a][$b]"
### read trims
read a <<< '   lead and trail   '; echo "[$a]"; IFS= read a <<< '  keep  '; echo "[$a]"
### read array
read -a arr <<< 'a b c'; echo ${#arr[@]} ${arr[1]}
### read eof
read x < /dev/null; echo $? "[$x]"; printf 'no newline' | { read x; echo $? "[$x]"; }
### read n
read -n 3 x <<< abcdef; echo $x; read -N 4 y <<< $'a\nbcd'; echo "$y"
### read d
read -d : x <<< 'abc:def'; echo $x
### read loop
printf '1 a\n2 b\n' | while read n l; do echo "$l$n"; done
### mapfile
mapfile -t a < <(printf 'x\ny z\n'); echo ${#a[@]} "${a[1]}"
