### 1
if [ 3 -eq i ]; then
cat <<"EOF"
"{été,[a-c],[a-c]}"
EOF
readonly c=$((map[x]))
else
for ((i=0; i<2; i++)); do
printf '<%s>' $((map)) {%d,?} 'été'; echo
printf '<%s>' ; echo
break
done
(echo {a/b/c,-n})
fi
printf '<%s>' "$((a|=(-1) % 2#101?2#101:-1))" -1 Hello; echo
### 2
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
(if [ 08 -eq map ]; then
declare -u i={-n}
printf '<%s>' "{2..10}" "7" $#; echo
else
echo 
fi)
! printf '<%s>' {3..-2}; echo
case -2 in
%) echo '' ;;
*) echo other;;
esac
set -x
### 3
declare -A map=([x]=1 [key]=two)
case 1 in
??) for ((i=0; i<2; i++)); do
declare b="$@"
break
done ;;
*) echo other;;
esac
case {0..08} in
*/) map[x]=$((let "a")) > /dev/null
echo  ;;&
*) echo other;;
esac
c+=()
read a b <<< {été}
### 4
((-c))
echo $(let "a" ; declare map==)
! echo {1..3} ${#arr[@]} "$((b+=arr[x]))"
### 5
a=hello b='x y' c=
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
! map+='[a-c]'
for ((i=0; i<2; i++)); do
case "{1..3}" in
#) for i in ; do
[[ 'x' =~ /* ]]
let "++map"
done ;&
*) echo other;;
esac
break
done
### 6
a=hello b='x y' c=
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
set -o pipefail
! echo foo.txt '[a-c]'
! echo {abc,%d,[a-c]}
for ((i=0; i<2; i++)); do
set -e
break
done
### 7
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
let "c=c*=3" >&2
### 8
set -- p1 "p 2" p3
read a b <<< {*}\$a
{ { arr=(* ${#arr[@]})
}
echo $((map)) ${#arr[1+1]} ; echo $(! echo }? $(printf '%-5s|\n' )) $((map[1+1]))
}
printf '<%s>' ; echo
echo 
### 9
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
for ((i=0; i<2; i++)); do
for i in ; do
(echo 
read a b <<< {10..2})
done
break
done
for i in $(printf '<%s>' 1; echo); do
! echo été
done
echo '' $((-2))
### 10
a=hello b='x y' c=
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
local b=3
### 11
a=hello b='x y' c=
echo 
IFS=: ; arr[-1]=$'\x41\101'
### 12
arr=(one "two three" four)
! echo 
### 13
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
read -r a <<< {*} 3>&1
(! shift
echo } ~ abc${c@U})
### 14
arr=(one "two three" four)
case '=' in
$b) export arr=0x1f 2> /dev/null
printf '%q\n' "{1..0}"${!map[*]} "Hello" $((b*=(-2))) ;;
*) echo other;;
esac
echo 
if [[ -n $((7)) ]]; then
case $((08)) in
\*) echo 
printf '%s,%s;\n'  ;;&
*) echo other;;
esac
else
! unset -f arr
f() {
printf '<%s>' ; echo
echo '{' {10..-1} | cat
}
fi
printf '%.2s\n' ${#a[0]} -n || IFS=' '
### 15
a=hello b='x y' c=
true | cat
type arr[0]
f() {
IFS=, read a b c <<< $(((++a?~b:map|=0x1f)) | { cat; echo $?; })
}
f() {
cat <<"EOF"
{1..3} ${2^/*}
EOF
}
### 16
a=hello b='x y' c=
declare -A map=([x]=1 [key]=two)
echo '[a-c]'-nx{
echo "''" 10 | while read -r x; do echo "<$x>"; done
(declare -f c
let "c+=-map")
echo $((arr+=~arr)) 2#101 $(((2 ^ 2#101 / -2))) 2> /dev/null
[[ -n x ]] | cat
### 17
a=hello b='x y' c=
set -- p1 "p 2" p3
i+=$arr ; declare c='abc'
echo $((+map < b)) ~ -2
### 18
case 'abc' in
[a-m]) cat <<"EOF"

EOF ;;
*) echo other;;
esac
exit 4
cat <<EOF
$* "$((map*=1 / 7))"
EOF
for i in '{'; do
echo  > f
set -u
done
read -r a <<< $((map[1]))
c+=1
### 19
a=hello b='x y' c=
set -- p1 "p 2" p3
read -r a <<< $(type arr[0] | while read -r x; do echo "<$x>"; done)
if [ !  ]; then
echo 
read a b <<< $((b+=0x1f?(2#101):~a))
fi
f() {
cat <<EOF

EOF
}
let "--map"
### 20
if [[ {Hello,-n,abc} =~ 0 ]]; then
set -o pipefail
printf '<%s>' ; echo
else
case '=' in
[a-m]) map[-1]=$(echo abc %d){08..0x1f}
map+='-n' ;;&
*) echo other;;
esac
printf '<%s>' {1..7} {-2..2} ${arr//$b/x}; echo | cat
fi
### 21
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
cat <<'EOF'
= {?,!,%d}~
EOF
echo "$'\x41\101'" >> f
cat <<"EOF"
été "0" 2#101
EOF
b='-n'
echo ! $((arr[0]))
(set -f && IFS=, read a b c <<< {*})
### 22
! arr[1]=Hello
f() {
echo "$(unset map)"
}
f() {
! echo $(unset -v i)
unset -v c
}
! printf '<%s>' $(printf '<%s>' $(map==) "=" 'x'; echo) {*}; echo
for ((i=0; i<2; i++)); do
for ((i=0; i<2; i++)); do
for ((i=0; i<2; i++)); do
readonly i="${!map[@]}"{2#101..7}
break
done
break
done
trap
break
done
### 23
let "((map))"
read -a arr <<< {été,x} | while read -r x; do echo "<$x>"; done
### 24
a=hello b='x y' c=
arr=(one "two three" four)
for ((i=0; i<2; i++)); do
case "" in
?) declare a=""
for i in '~' {3..-2}; do
local c="$(((c)))"
done ;&
*) echo other;;
esac
break
done
! declare -f arr[0]
! arr[@]=x
(set -- {1..3} "{foo.txt,Hello}")
### 25
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
for i in \$a; do
f() {
echo $((b))'a/b/c'
shopt -s extglob 2> /dev/null
}
declare -u b={}
done
IFS=, read a b c <<< 1 | while read -r x; do echo "<$x>"; done
case $(((c))) in
/*) f() {
unset -v map
} ;&
*) echo other;;
esac
(echo ${map[$i]+*} $# | cat
! unset -v arr[0])
! set -- ~
declare -n map=0x1f 2> /dev/null
### 26
a=hello b='x y' c=
declare -A map=([x]=1 [key]=two)
shopt -s extglob
case $(echo ~ | read a){!,%d} in
\*) set -- '[a-c]' ${*#??} $(export map=$((b))) | { cat; echo $?; }
f() {
declare -p i
printf '<%s>' ; echo
} ;;
*) echo other;;
esac
! set -- $((7)) -2
! [[ -d "$a" ]]
### 27
declare -A map=([x]=1 [key]=two)
set --  | while read -r x; do echo "<$x>"; done
set -- abc
{ for i in $(printf '%.2s\n' ${map[i]: 2:7}$(((2#101)?b<<=1?arr:-1:!map))) ''; do
local arr='%d'
set -x
done
case {0..7}[a-c]x=y in
%) echo $(printf '%05d\n' [a-c]{[a-c],*} $(type i) 7) $((a)) ${b/#*c/?} ;&
*) echo other;;
esac
}
echo 
set --  | cat
### 28
set -- {!}
declare -l b="$(f() {
printf '<%s>' ; echo
printf '<%s>' {; echo && echo abc
})" | read a
echo '' {*,%d}
echo ${#//%/!}
for ((i=0; i<2; i++)); do
! set -- %d "$@""${!map[@]}"
printf '<%s>' $((-map)); echo
break
done
### 29
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
printf '<%s>' "{"{été,[a-c],été}'?' $* {}; echo
! printf '<%s>' ; echo
### 30
declare -A map=([x]=1 [key]=two)
if [[ -n 9223372036854775807 ]]; then
echo 
fi
declare -l a="$((map+=map[0]))"
(printf '<%s>' {1..3}; echo
echo )
unset -f arr[0] | cat
cat <<"EOF"
{=,foo.txt} {-1..0x1f}
EOF
### 31
a=hello b='x y' c=
set -- p1 "p 2" p3
(IFS=, read a b c <<< {-n,foo.txt})
shift 2
case {1..3} in
[[:upper:]]) IFS=, read a b c <<< "${!map[@]}"
let "~a" ;;
*) echo other;;
esac
### 32
set -- p1 "p 2" p3
case {3..1} in
*/) printf '<%s>' 'a/b/c' ${2@E} "$((echo été Hello x))"; echo
printf '<%s>' 'Hello'; echo | cat ;&
*) echo other;;
esac
arr[-1]='été'
### 33
declare -A map=([x]=1 [key]=two)
export i=0x1f
if [ 2 -lt map ]; then
set -- {!} 'foo.txt' {7..3}$*
for ((i=0; i<2; i++)); do
printf '<%s>' 0x1f {1..3} $((3)); echo
break
done
else
if :; then
echo '}' | read a
case "${!map[@]}" in
?) echo {1..0} ;;
*) echo other;;
esac
else
(printf '<%s>' '-n' 0x1f $'\x41\101'; echo)
map+=()
fi
f() {
let "map[@]"
}
fi
cat <<'EOF'
"$*"
EOF
cat <<'EOF'
{1..3}
EOF
### 34
if false; then
map+=('Hello' ~ $*)
else
case Hello in
??) (set -f
echo )
true ;&
*) echo other;;
esac
fi
for ((i=0; i<2; i++)); do
case {abc,*} in
/*) printf '<%s>' {08..08} foo.txt ${!a}; echo | read a ;&
*) echo other;;
esac
break
done
[[ {10..-2} < */ ]]
f() {
if [ 1 -ge 08 ]; then
IFS=, read a b c <<< 08
else
set -- ${c,*} "${!map[@]}"
shift || printf '%5s|\n' x {1..3}
fi
arr[$i]=$((arr[i]))2 > "$a"
}
printf '<%s>' 08 ${!b} 'abc'; echo
echo 'été' $(! printf '<%s>' 'été'; echo) ${map%%[[:upper:]]}
### 35
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
unset c
map[@]=$(case $(printf '<%s>' abc $(IFS=' '); echo) in
*/) printf '<%s>' ; echo ; echo -1 $((map[@])) $(echo $((arr[x]?0:!map?2#101:-1)) {x,x=y} été)
for i in $(printf '%b\n' ! $(printf '<%s>' = { x=y; echo) }); do
echo "${PIPESTATUS[@]}"
done ;&
*) echo other;;
esac)
### 36
a=hello b='x y' c=
arr=(one "two three" four)
set -- p1 "p 2" p3
echo 
### 37
return 3 || declare -p map
printf '<%s>' $((c)); echo
cat <<'EOF'
{}
EOF
cat <<"EOF"

EOF
printf '<%s>' $(f() {
arr[*]={1..3}
}) ${map@P} {10..-1}; echo < f
! let "map|=map[x] % +map"
### 38
a=hello b='x y' c=
arr=(one "two three" four)
(echo {-1..10} {a/b/c,?} && printf '<%s>' "{1..3}"; echo
set -- '?' {}{*} | cat)
case {!,~} in
\*) f() {
for i in ; do
mapfile -t arr <<< "${!map[@]}"
done
}
echo {Hello,?,x=y} 08 ;;&
*) echo other;;
esac
f() {
echo abc "" {Hello,x=y,!}~'%d' ; arr[1+1]==
}
printf '<%s>' Hello0{Hello,x=y} $(export b=-2) a/b/c; echo | read a
cat <<EOF
{[a-c]}
EOF
### 39
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
printf '%b\n' '-n' ; map[*]=$((c))
set -- '~' \$a {[a-c]}
type arr
if [ -1 -eq c ]; then
for ((i=0; i<2; i++)); do
map={1..3}
arr=(10 ! $((map[i])))
break
done
cat <<'EOF'
$((arr[1+1])) 'x=y' ${#arr[@]}
EOF
else
for i in {2..3} {a/b/c} "$@${b@A}"; do
declare -l a==
done
fi
f() {
map+=$((!a))
! echo "2" 08
}
### 40
for i in {a/b/c} $(((7?2#101:10 + 1))) $(set -x); do
echo '~' -1"=" "x"
printf '%s,%s;\n' ${a[*]/%[a-m]/foo.txt}
done
set +x | while read -r x; do echo "<$x>"; done
### 41
! set -u
echo 
cat <<'EOF'
$(let "i") {-2..1}
EOF
declare -n i=10
for i in ; do
b+=${c:?$\x41\101} && export c=${a@U}
local i=$((1))
done
### 42
! echo 
read a b <<< 'x' >> f
if [[ 08 != ${!b} ]]; then
for ((i=0; i<2; i++)); do
let "a|=++b" | { cat; echo $?; }
printf '<%s>' '-n'; echo
break
done
f() {
{ map=()
echo 
}
}
else
case {1..3} in
%) cat <<'EOF'
$i $(let "map[@]") $((a))
EOF
[ -f {foo.txt} = $((i)) ] ;;
*) echo other;;
esac
map+=('~'$((arr[$i])))
fi
### 43
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
declare -f i
(for i in 'x=y' $(! printf '<%s>' {1..0} 0x1f; echo); do
echo {x,~} | read a
done)
map+=({2..1} -1 {?,été,abc})
### 44
a=hello b='x y' c=
f() {
{ ! echo $(shopt -s nullglob) $((~a)) "'x'"
}
}
(case {10..0x1f} in
/*) printf '<%s>' $((map[x])) $(((arr[x]))); echo ;&
*) echo other;;
esac)
f() {
! declare -n arr=$((-2 + 9223372036854775807?3:i<<=-2 < (7)?2:2#101))
cat <<'EOF'
$((-2)) $((arr[*]))
EOF
}
### 45
declare -A map=([x]=1 [key]=two)
! printf '%d\n' '' {-n,Hello,x=y} {7..2}
echo {10..-1} "*"$# $(continue)
### 46
map[-1]=$(b='}')
f() {
if false; then
(printf '%.2s\n' 
mapfile -t arr <<< ${map,[[:upper:]]})
echo {7..-1}
else
case '-n'$((1?2:0x1f?arr[@]:map[i])) in
%) printf '<%s>' 1; echo ;;
*) echo other;;
esac
printf '<%s>' a/b/c; echo
fi
}
{ printf '%x\n' $(printf '<%s>' "${!map[@]}" "a/b/c"; echo 2>&1) '[a-c]' {-2..08}
! i+=${map[$i]@E}{2..0}
}
### 47
declare -A map=([x]=1 [key]=two)
echo $LINENO
### 48
arr=(one "two three" four)
case 1 in
*c) echo  ;&
*) echo other;;
esac
### 49
a=hello b='x y' c=
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
for i in abc $((map)); do
b=$((a<<=10))= | { cat; echo $?; }
eval "echo $a" && unset arr
done
### 50
a=hello b='x y' c=
arr=(one "two three" four)
echo 
arr[1+1]=$i
echo '}' "-2" 'foo.txt' | cat
### 51
declare -A map=([x]=1 [key]=two)
case $((~c)) in
*) case {abc} in
\*) let "((9223372036854775807))"
true ;;
*) echo other;;
esac
f() {
printf '<%s>' $(arr[@]=$*) $(map=("${arr[@]}" {-n} $((+c)))); echo
} ;&
*) echo other;;
esac
[ -z -n ? "" ] | { cat; echo $?; }
export i=08
: < nosuch
echo ! {[a-c],x,~}
echo $FUNCNAME ; type f
### 52
a=hello b='x y' c=
arr=(one "two three" four)
set -- $((0x1f)) | while read -r x; do echo "<$x>"; done
f() {
echo 'été''*' {!,foo.txt,x}
{ echo 
}
}
{ f() {
echo {1..3} '~'
}
}
unset -v arr[1]
for ((i=0; i<2; i++)); do
for ((i=0; i<2; i++)); do
let "arr[i]?map:(0) << 0"
shopt -s extglob
break
done
echo -1 ; shift 2
break
done
let "a || 1 >> map[i]" < nosuch
### 53
printf '<%s>' {1..3} $* {1..3}; echo
### 54
declare -A map=([x]=1 [key]=two)
for ((i=0; i<2; i++)); do
echo ${@/%/~}\$a ''
break
done
### 55
arr=(one "two three" four)
set -- p1 "p 2" p3
[[ -e "Hello" ]]
cat <<EOF

EOF
### 56
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
arr+=(3${c%%a*})
if [[ -v 'été' ]]; then
printf '<%s>' 0x1f; echo
else
for i in ${!b}; do
case ~ in
??) map[-1]=!{%d,abc,Hello}$(echo * $(echo été) a/b/c)
[[ "'*'" =~ ${#1} ]] ;;&
*) echo other;;
esac
echo $# '%d' $(printf '%-5s|\n' "*" "*"'!' $(echo *{ -n))
done
arr+=1
fi
printf '<%s>' {0x1f..-2} {3..08} ""; echo ; echo $(f() {
cat <<"EOF"

EOF
echo "${PIPESTATUS[@]}"
})
echo  ; unset a
printf '<%s>' "-n" '='; echo || arr[@]=x
### 57
printf '<%s>' ; echo
(arr+=('' {~,?}) ; printf '<%s>' "$@" $((set -u
set -o pipefail)); echo
(echo "$(echo {{)"))
map[1+1]=$#2
[ -f 7 ]
if :; then
let "map|=arr+=2?(7):7?-2?3:2:map[1]"
else
! map=()
{ if false; then
a+=${#c}
fi
let "(--b)"
}
fi
declare -f b
### 58
a=hello b='x y' c=
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
read -r a <<< '[a-c]' > f
shift > "$a"
type map
### 59
! IFS=:
echo $((2 | map+=c)) $*
### 60
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
for i in ${map[-1]%%@(a|b)} ${@-$((arr[x]))} '='; do
if ((map[*])); then
set -e
else
declare -x map=${10:+$(printf %b\n a/b/cfoo.txt x )}
! echo -1
fi
done
case {1..3} in
a*) { printf '<%s>' 1; echo
}
arr=({1..3} {*,foo.txt}) ;&
*) echo other;;
esac
### 61
set -- p1 "p 2" p3
{ (! IFS=, read a b c <<< "''"
printf '<%s>' "$((2)){10..7}" $(printf '<%s>' !Hello; echo); echo)
b=${i^?} ; printf '%d\n' $((arr*=!i))
}
map[*]=-1
if [ -z *08 ]; then
{ printf '%q\n' "$((a*=0x1f % b))"
}
arr+=($(printf '<%s>' ; echo){0..-1} $(! ((b))))
fi
f() {
for i in "$((0?+b:arr))" "${!map[@]}" ${!map[*]}; do
read -a arr <<< {7..3} < nosuch
! echo 
done
for i in 1; do
map=2
done
}
printf '<%s>' ; echo && let "map[0] - arr[1]?3 == 2#101:3"
### 62
c=()
map[1]=$(echo ) ; echo ${#arr[@]} $(let "i" ; arr[1]={été,=,[a-c]}) '?'
printf '<%s>' 7; echo || trap 'echo ret' RETURN
case $(((2#101)?arr[1]:+arr)) in
$b) map[i]=${#c} | { cat; echo $?; } ;&
*) echo other;;
esac
continue
if [[ "$*" != $((map[0])) ]]; then
IFS=: 3>&1
else
printf '%05d\n' $# {-1..0x1f} 1 | while read -r x; do echo "<$x>"; done
let "10"
fi
### 63
set -- p1 "p 2" p3
for i in "$@" ${a[$i]//*c/abc} ${c/*c/~}$(f() {
printf '<%s>' ~? "Hello" {foo.txt}; echo
}); do
echo $(set -- $((i)) 1 $((!map || map-=0x1f || 2#101 % 1))) $((3))
done
### 64
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
echo 
let "-b"
### 65
set -- p1 "p 2" p3
echo = ${map[0]%[[:upper:]]} -1 | { cat; echo $?; }
### 66
unset -f a | while read -r x; do echo "<$x>"; done
(! echo "$'a\tb\n'" ${i+$(((2#101 != 0x1f)?b<<=(2#101):3))} $(printf '<%s>' ; echo | while read -r x; do echo "<$x>"; done)
[ 3 -lt c ] | { cat; echo $?; })
printf '<%s>' "$(if [ -z  ]; then
printf '<%s>' [a-c]; echo && printf '<%s>' ${map[1+1]: 1:2} [a-c]; echo
else
b+==
fi)" abc ''; echo | cat
### 67
a=hello b='x y' c=
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
echo  2>&1
declare -i i=$(read -r a <<< {[a-c],=} | while read -r x; do echo "<$x>"; done)
### 68
IFS=, read a b c <<< "abc" | { cat; echo $?; }
printf '<%s>' ; echo >&2
[[ } =~ ~ ]]
### 69
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
echo  3>&1
{ printf '<%s>' ; echo
if [[ -d {été}$((c=map<<=0x1f - 2#101)) ]]; then
arr[x]={3..3}
case $((map-=1?2:3))$map in
*c) read -a arr <<< $(let "a<<=i-=-2")
echo } ;;&
*) echo other;;
esac
else
unset -v arr[0]
printf '<%s>' $((--a)) 10 -1; echo || echo $((-2))
fi
}
printf '<%s>' ; echo
for i in {0..2#101} 'abc'; do
map[0]="" && printf '<%s>' ; echo
done
declare c={=}
(read -a arr <<< $((10?3:a)))
### 70
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
[ -n "$@" "'-n'" ] | while read -r x; do echo "<$x>"; done
for ((i=0; i<2; i++)); do
printf '<%s>' {1..3} 0x1f; echo
break
done
### 71
a=hello b='x y' c=
for i in '!'; do
set -o pipefail
cat <<EOF
${*: 0:3} ${#map}
EOF
done
let "i"
{ if [[ {3..10} != "${arr[@]}" ]]; then
cat <<"EOF"
'[a-c]' $b
EOF
else
for i in {a/b/c}$((map)) 2; do
echo 'x' 3
let "arr[i]"
done
fi
(echo {1..2})
}
### 72
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
! echo "$@"
set -o pipefail
### 73
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
echo '!' {%d}
if :; then
! arr[-1]=\$a
else
for ((i=0; i<2; i++)); do
{ return 3
}
break
done
fi
{ { exit 4
}
}
(set -- "${arr[0]/*./x}")
### 74
shift 2
for i in 2 2; do
f() {
(set -- '[a-c]' $((b+=08?arr[-1]:++i)) $((arr[1+1])))
}
done
map[i]={!}$((((b))))
### 75
a=hello b='x y' c=
! let "08"
printf '<%s>' $((IFS=, read a b c <<< {été,?}
set -- {2..2} {3..-2})) -2$((!b)); echo || a+=08
### 76
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
for ((i=0; i<2; i++)); do
c=({10..-1} !)
IFS=:
break
done
for i in $((0)) {; do
arr[@]=$'a\tb\n'
done
### 77
declare -A map=([x]=1 [key]=two)
printf '<%s>' ; echo > f
echo  >> f
echo {x=y,abc,foo.txt}
printf '<%s>' ; echo
### 78
set -- p1 "p 2" p3
echo  | { cat; echo $?; }
! arr=(été)
### 79
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
printf '<%s>' ; echo > "$a"
echo  > /dev/null
if [[ -e {=} ]]; then
echo $((((2#101)))) ${i@U} ${arr[1+1]+}
else
let "7"
fi
{ printf '<%s>' '-n' {!}; echo
}
f() {
for ((i=0; i<2; i++)); do
IFS=:
break
done
read a b <<< '{''!'
}
### 80
{ ! i+={-2..0x1f}
IFS=:
}
[[ ${!a*} =~ '*' ]]
for ((i=0; i<2; i++)); do
for i in {1..3} $(printf '<%s>' "$@" '{' "%d"; echo || set -- abc foo.txtabc${*@A}) 2; do
set -- $* ${#?$!arr[@]}
set --  && shopt -s nullglob
done
break
done
printf '<%s>' ; echo 2> /dev/null
### 81
a=hello b='x y' c=
declare -A map=([x]=1 [key]=two)
for ((i=0; i<2; i++)); do
declare -a i=$(if [ 2#101 -ge 2#101 ]; then
echo "Hello"
printf '<%s>' $((map[@])) $(map[i]=x=y); echo
else
printf '<%s>' '?' {; echo
let "(+c)"
fi)
printf '<%s>' '~'; echo
break
done
let "map<<=7?1?2:2#101:!map"
echo  | read a
type i
echo 
! echo {x}*
### 82
a=hello b='x y' c=
case {7..7} in
$b) map[i]=$'a\tb\n' &> f
printf '<%s>' ; echo ; printf '<%s>' {!} ${!a*}; echo ;;
*) echo other;;
esac
### 83
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
case "${!map[@]}" in
??) cat <<EOF
'a/b/c' {%d,x=y,été}
EOF
printf '<%s>' '!'; echo ;&
*) echo other;;
esac
let "a"
printf '%s,%s;\n' $((a=c=1)) "$((map[1+1]?-2:1?3 == 1:0 ^ 9223372036854775807 < 7?0:9223372036854775807))Hello" '!' | read a
let "++i"
### 84
echo 9223372036854775807 = ${c@A} 3>&1
let "a=a"
for i in ; do
set -- ${#map[-1]} ${arr[0]: 1:1}
cat <<"EOF"
3 'Hello'
EOF
done
for i in ; do
f | cat
done
declare -f map
### 85
a=hello b='x y' c=
arr=(one "two three" four)
set -- p1 "p 2" p3
[[ {}* < \* ]]
{ case $'a\tb\n' in
/*) echo $(c+=($(IFS=, read a b c <<< foo.txt) $b {[a-c]}))
! unset -f map[x] ;&
*) echo other;;
esac
map+=($(echo } été {foo.txt){0x1f..08})
}
case $((1 || a)) in
%) for ((i=0; i<2; i++)); do
echo 
echo $# 3 {-n}
break
done ;;&
*) echo other;;
esac
c=('[a-c]') | cat
arr[1+1]=$((0)) 2>&1
for ((i=0; i<2; i++)); do
eval "echo $a"
echo 
break
done
### 86
declare -A map=([x]=1 [key]=two)
echo "${PIPESTATUS[@]}" && mapfile -t arr <<< $(shift 2 | while read -r x; do echo "<$x>"; done)
### 87
set -- 
! printf '<%s>' "'a/b/c'" $(declare -u map=abc) ''; echo
let "c=(7)?a:+a" || let "b=-1"
if :; then
for ((i=0; i<2; i++)); do
b=${1/%'*'/=}
break
done
let "++arr" > "$a"
else
f() {
echo $((map)) "$*" $#2#101
}
c=$arr > "$a"
fi
for ((i=0; i<2; i++)); do
cat <<'EOF'

EOF
break
done
type map >&2
### 88
set -- p1 "p 2" p3
echo 08 ${a[x]^\*} $((arr[1]))
if [ 1 -lt 1 ]; then
f() {
echo {1..-2} ${a/%.*/%d}
}
fi
c=("$*" $((map & ++arr)) "7")
### 89
echo  ; arr+=("$(((10 & 1)))" {foo.txt} -1)
c+=3
declare -f a
### 90
a=hello b='x y' c=
case 2 in
?) printf '<%s>' {été,abc}; echo >&2 ;;
*) echo other;;
esac
echo 
! set -- '{' {!,abc}{abc} $((a<<=(1)))
map[x]={~,a/b/c}
### 91
printf '<%s>' $(! declare -f arr[1]); echo
printf '<%s>' ; echo && set -x
### 92
f
case {~} in
[a-m]) arr=()
IFS=, read a b c <<< {=,?} ; a={a/b/c,~,été}a/b/c{ ;;&
*) echo other;;
esac
cat <<"EOF"
$map
EOF
### 93
! echo =
echo 9223372036854775807 'Hello' =
echo '{' ${i//a*/été} "$*" 3>&1
arr=${!a*} | while read -r x; do echo "<$x>"; done
cat <<'EOF'
[a-c] 0
EOF
### 94
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
f() {
! c+=($(read -a arr <<< 10) "${?@Q}")
}
let "arr"
### 95
if ((arr[x])); then
for ((i=0; i<2; i++)); do
set -- 
break
done
else
printf '%d\n' {=} {foo.txt,a/b/c,Hello} $* >> f
if [ -f $'\x41\101' ${#-$#?} {7..10} ]; then
arr[1]=$(printf '%x\n' {0..08} {08..08} $((map[$i]?2:!i)))
else
(trap
[[ -z {0..1} ]])
printf '<%s>' 2#101 "{=}" $(echo "Hello" {3..-2}); echo
fi
fi
### 96
{ f() {
for i in ; do
echo a/b/c
printf '<%s>' {08..3} Hello; echo
done
echo -n !
}
map=() > f
}
### 97
case 08 in
[[:upper:]]) map+=("${c@Q}" 2 {x=y,[a-c]}) ;;&
*) echo other;;
esac
f() {
! arr+=$((arr[*]))
}
map+=(${a[1]: 2} ${2/%@(a|b)/?})
declare -x arr=-2
### 98
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
f 1 2 >> f
f() {
return 3
}
cat <<EOF
{!,été} $(set --  | read a) {Hello,abc,x=y}
EOF
set -- ${map@u}
for ((i=0; i<2; i++)); do
set -u
break
done
### 99
a=hello b='x y' c=
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
(cat <<EOF

EOF
! echo 'été' 0 *)
echo $?
### 100
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
cat <<"EOF"
{x,%d} {-1..-2} 2#101
EOF
map[@]='!' 3>&1
(case "$(trap - ERR)" in
[a-m]) a={7..0x1f} ;&
*) echo other;;
esac)
echo =$b %d || map[i]="="
### 101
declare -A map=([x]=1 [key]=two)
printf '%5s|\n' $'\x41\101' {*,!} && set -- 
echo 'Hello'
### 102
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
declare -l c=3 | while read -r x; do echo "<$x>"; done
if :; then
echo 
else
arr[1]=$((9223372036854775807 ^ ~i)) ; a=$((08 == 2#101?-1:-1))
fi
### 103
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
arr+=\$a
echo {x,a/b/c,x=y}
### 104
[[ -z a/b/c ]] | read a
### 105
{ { echo {7..10} été"" ${@/%'*'/abc}
echo '!' ${#arr[@]}
}
}
read -r a <<< $(((--b))) && echo $'a\tb\n'
f() {
(read -a arr <<< "$*"
map=${!map[*]})
{ unset map[x]
}
}
### 106
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
trap 'echo bye $?' EXIT
! unset -f f
### 107
arr=(one "two three" four)
! printf '<%s>' 2 $((i|=0x1f / 2#101?0:(2#101))) {[a-c]}; echo
f() {
case "${arr[@]}" in
%) arr+=(${#arr[@]}$((c)) {!,abc} "'[a-c]'") | while read -r x; do echo "<$x>"; done
printf '<%s>' $(echo = $((-2 ^ 3?2:0x1f != map)) {1..3}) $((2)) "${#arr[@]}[a-c]"; echo ;;
*) echo other;;
esac
}
printf '<%s>' "${!map[@]}" {1..3}; echo
(case \$a$(read a b <<< =) in
[[:upper:]]) printf '<%s>' ; echo ;&
*) echo other;;
esac)
for ((i=0; i<2; i++)); do
printf '%d\n' {2..1}
break
done
### 108
a=hello b='x y' c=
unset arr[1]
map+=${arr[1+1]: -1:-1}
### 109
a=hello b='x y' c=
arr=(one "two three" four)
printf '%5s|\n' 
false
### 110
if false; then
set -- "'*'"
else
case "'!'""${!a@}" in
a*) IFS=: ;;&
*) echo other;;
esac
f() {
for i in ; do
arr[-1]=$((10?10:2#101 ^ -1 / arr[*]))
done
}
fi
IFS=' '
{ IFS=: | cat
}
(echo $(map=({-2..7} {10..-2} {Hello})) $((~b))
printf '<%s>' ; echo 2>&1)
### 111
a=hello b='x y' c=
arr=(one "two three" four)
set -- p1 "p 2" p3
cat <<"EOF"
{2..2#101}
EOF
printf '%.2s\n'  | cat
trap
! arr=({1..0x1f} '[a-c]')
### 112
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
echo $b
for ((i=0; i<2; i++)); do
for i in $b; do
cat <<EOF
10 {été,abc} abc
EOF
printf '<%s>' ; echo
done
printf '%.2s\n' '?' {[a-c],Hello,?} 'foo.txt' 3>&1
break
done
### 113
a=hello b='x y' c=
arr=(one "two three" four)
map+={Hello,?,~} ; set -- {x=y,*}
### 114
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
[[ -d %d ]]
echo ${#a} "[a-c][a-c]" "-n"
continue
for ((i=0; i<2; i++)); do
echo 
cat <<EOF
$(declare map="10") {1..3}
EOF
break
done
case '}' in
[[:upper:]]) set -- 7 9223372036854775807 "2#101" ;&
*) echo other;;
esac
! arr+="x"
### 115
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
for i in ; do
arr+=()
done
echo 
echo  | read a
case $# in
\*) for ((i=0; i<2; i++)); do
printf '<%s>' ; echo >> f
let "++i"
break
done ;;
*) echo other;;
esac
printf '%.2s\n' $(cd /nosuch) \$a $(echo  | read a)
case $'a\tb\n' in
\*) ! type b
[[ -e -1 ]] ;;&
*) echo other;;
esac
### 116
let "~b?(arr[x]):arr[*]"
[  'a/b/c' ]
### 117
arr=(one "two three" four)
set -- p1 "p 2" p3
for i in $((map[0])) "'?'"; do
map=()
done
echo x=y "$((b?(-a):3 >> !map))" < nosuch
set -- $(declare -a b=$(map+=(} 3) | cat)) && arr+=$(unset b)
### 118
arr=(one "two three" four)
printf '<%s>' "$@"; echo
printf '<%s>' {7..-1} x {1..0}; echo
### 119
arr=(one "two three" four)
{ unset -f arr[0]
printf '<%s>' '-n' {}; echo
}
cat <<'EOF'

EOF
command -v arr[1]
### 120
set -- p1 "p 2" p3
((+b))
### 121
for ((i=0; i<2; i++)); do
printf '<%s>' "${arr[@]}"$# été; echo
break
done
echo 10 \$a
### 122
declare -A map=([x]=1 [key]=two)
set -- ${a[*]:?$((i))}${10?x=yx=y} 0
mapfile -t arr <<< '?' | while read -r x; do echo "<$x>"; done
for i in ; do
printf '<%s>' été 0 \$a; echo
set -- ${!map[*]} "=" -1
done
### 123
! echo 
### 124
arr=(one "two three" four)
set -- ${i?0..2#101} || typeset -p c
map+=$(echo $(printf '<%s>' $((((9223372036854775807)))) foo.txt $(echo ); echo) xHello{0x1f..0} 'x') | while read -r x; do echo "<$x>"; done
cd /nosuch
for ((i=0; i<2; i++)); do
(printf '%.2s\n' $'\x41\101' | { cat; echo $?; })
case {1..3} in
'*') printf '<%s>' {=,a/b/c} $((-1 % 10 != 0x1f ^ +c < 7)) {x,=,Hello}%d; echo
f() {
arr+="{0x1f..10}"
} ;&
*) echo other;;
esac
break
done
### 125
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
set -- $map "0x1f" && declare -f map
unset -f a < f
echo  || [ -2 -ge b ]
! type arr[1]
c=("" "${?: 9223372036854775807:3}"$((((-2))))=)
### 126
read -a arr <<< $((a<<=(3))) ; c=(foo.txt ? $((echo )))
### 127
! arr+=()
(for ((i=0; i<2; i++)); do
if true; then
printf '<%s>' ''; echo
read -r a <<< $((map[$i]))
else
set +x
fi
break
done
(set -- 
printf '<%s>' '}' {7..-2}"Hello"; echo))
cat <<EOF

EOF
### 128
a=hello b='x y' c=
declare -A map=([x]=1 [key]=two)
for i in ${10: 9223372036854775807:2#101}; do
unset IFS | cat
printf '<%s>' {foo.txt,=}; echo
done
cd /nosuch
{ { set -- 
set -- 
}
if ((b)); then
cat <<"EOF"

EOF
printf '%x\n' '!'"$*" '%d'
else
echo {
read a b <<< -1
fi
}
if false; then
! let "-arr"
c=('Hello') | { cat; echo $?; }
else
printf '<%s>' ; echo
set +x | cat
fi
### 129
a=hello b='x y' c=
arr=(one "two three" four)
declare -A map=([x]=1 [key]=two)
set -- p1 "p 2" p3
map=(0) | read a
for ((i=0; i<2; i++)); do
printf '%x\n' 
break
done
cat <<'EOF'
{7..2} 'x' -n
EOF
case 'abc' in
'*') (set -- 
map=("a/b/c"))
f() {
set -- 0{2..7} $((map)) $(arr[1]={x,=,?})
} ;;
*) echo other;;
esac
### 130
printf '%05d\n' foo.txt $arr
