### indexed basics
a=(x y z); echo $a ${a[0]} ${a[2]} ${a[-1]} ${#a[@]} ${#a} ${a[9]}. "${a[@]}"
### append
a=(1); a+=(2 3); a+=4; echo "${a[@]}"; a[0]+=x; echo ${a[0]}; b+=(q); echo ${b[@]}
### sparse
a[3]=c a[1]=b; echo "${a[@]}" ${!a[@]} ${#a[@]} ; a+=(d); echo ${!a[@]}
### explicit subscripts
a=([2]=c [0]=a b); echo ${!a[@]} ${a[@]}; a=([1+1]=x y); declare -p a
### negative subscripts
a=(1 2 3); a[-1]=z; echo ${a[@]}; a[-3]=y; echo ${a[@]}; a[-4]=x; echo $?; echo ${a[-4]}; echo after
### unset elements
a=(1 2 3 4); unset 'a[1]'; echo ${a[@]} ${!a[@]}; unset 'a[-1]'; echo ${a[@]}; unset a[0]; echo ${a[@]}; unset 'a[@]'; echo ${#a[@]}; declare -p a
### unset whole
a=(1 2); unset a; echo ${#a[@]} ${a[0]-unset}; declare -p a
### expressions as subscripts
a=(a b c d); i=1; echo ${a[i]} ${a[i+1]} ${a[$i]} ${a[i++]} $i ${a[i*1]} "${a[ 1 ]}"
### quoting of subscripts
declare -A m; m["a b"]=1 m['c d']=2 m[e]=3; k='a b'; echo ${m["a b"]} ${m[$k]} ${m["$k"]} ${m[c d]} ${m[e]} ${#m[@]}
### associative order
declare -A m=([one]=1 [two]=2 [three]=3 [four]=4 [five]=5); echo "${!m[@]}"; echo "${m[@]}"; declare -p m
### associative order many
declare -A m; for i in {1..20} a b c zebra Apple; do m[$i]=v$i; done; echo "${!m[@]}"
### associative from pairs
declare -A m=(a 1 b 2); echo ${m[a]} ${m[b]}; m+=(c 3); echo ${#m[@]}; m=([z]=1); echo ${!m[@]}
### associative odd pairs
declare -A m=(a 1 b); declare -p m
### associative unset
declare -A m=([a]=1 [b]=2); unset 'm[a]'; echo ${!m[@]}; unset m[b]; echo ${#m[@]}
### associative bad
declare -A m; m[]=x; echo $?; m=([]=y); echo $?; echo "${m[]}"; echo next
### associative needs subscript
declare -A m=([a]=1); m=x; declare -p m; m+=y; declare -p m
### associative arithmetic keys
declare -A m; m[1+1]=x; i=5; m[i]=y; m[$i]=z; echo "${!m[@]}"; echo ${m[1+1]} ${m[2]}.
### convert errors
declare -a a=(1); declare -A a; echo $?; declare -A m=([x]=1); declare -a m; echo $?; declare -p a m
### declare makes arrays
declare -a a; declare -A m; declare -p a m; declare -a b=(1 2); declare -p b; declare c[3]=x; declare -p c
### scalar as array
x=v; echo ${x[0]} ${x[@]} ${#x[@]} ${x[1]}.; x[1]=w; declare -p x
### array copy
a=(1 'b c' '' d); b=("${a[@]}"); echo ${#b[@]}; c=(${a[@]}); echo ${#c[@]}; d="${a[*]}"; echo "$d"
### array star joins
a=(1 2 3); IFS=,; echo "${a[*]}" "${a[@]}" ${a[*]}; unset IFS; echo "${a[*]}"
### array loops
a=('x y' z); for i in "${a[@]}"; do echo "[$i]"; done; for i in ${a[@]}; do echo "[$i]"; done; for i in "${!a[@]}"; do echo $i; done
### array element default
a=(1 ''); echo ${a[0]:-d} ${a[1]:-d} ${a[1]-d}. ${a[2]-d} ${a[5]:=x} ${a[5]} ${#a[1]}
### array assign single
a[2]=(x); echo $?
### array in environment
a=(1 2); export a; env | grep '^a='; bash -c 'echo "[$a]"'
### bad subscripts
a=(1); echo ${a[]}; echo next; a[]=1; echo next2
### subscript blank
a[ ]=1; echo $?; a["0"]=x; echo ${a[0]}; a['1']=y; echo ${a[1]}
### readonly array
declare -ra a=(1 2); a[0]=x; echo $?; a+=(3); echo next; unset a; unset 'a[0]'
### mapfile
printf 'a\nb\nc\n' >f; mapfile x <f; echo ${#x[@]} "${x[0]}"; mapfile -t x <f; echo "${x[@]}"; mapfile -t -n 2 x <f; echo ${x[@]}; mapfile -t -s 1 x <f; echo ${x[@]}; mapfile -t -O 2 x <f; echo ${!x[@]}; readarray -t <f; echo ${MAPFILE[@]}
### mapfile delimiter
printf 'a:b:c' >f; mapfile -d : x <f; echo "${x[@]}"; mapfile -t -d : x <f; echo "${x[@]}"; printf 'x\0y\0' >g; mapfile -d '' x <g; echo ${#x[@]}
### mapfile callback
printf '1\n2\n3\n4\n' >f; cb() { echo "cb $1 ${2%?}"; }; mapfile -c 2 -C cb x <f; echo ${#x[@]}
### mapfile errors
mapfile -n x a </dev/null; mapfile -u 77 a; mapfile 1a </dev/null; mapfile -d; declare -A m; mapfile m </dev/null; echo $?
### read array
read -a x <<< 'a b  c'; echo ${#x[@]} ${x[2]}; IFS=: read -ra y <<< 'p:q::r'; echo ${#y[@]}; declare -p y
### printf into array
printf -v a[2] '%03d' 7; declare -p a; declare -A m; printf -v 'm[k k]' x; declare -p m
### array quoting in declare
a=('a b' $'n\nl' "q'q" '$x' '"d"' '' '\b' '`'); declare -p a; declare -A m=(['k k']=v [$'t\t']=w ['"']=q); for k in "${!m[@]}"; do printf '%q ' "$k"; done; echo
### array length of element
a=(hello hi); echo ${#a[0]} ${#a[1]} ${#a[-1]} ${#a[5]}
### test -v on arrays
a=(x [2]=z); [[ -v a ]] && echo 1; [[ -v a[1] ]] || echo 2; [[ -v a[2] ]] && echo 3; [ -v 'a[@]' ] && echo 4; declare -A m=([k]=); [[ -v m[k] ]] && echo 5; [[ -v m[q] ]] || echo 6; declare b; [[ -v b ]] || echo 7
### slices of associative
declare -A m=([a]=1); echo ${m[@]:0} ${m[@]:1:1} ${#m[a]}
### function gets array by name
f() { local -n r=$1; r+=(new); echo ${r[@]}; }; arr=(1 2); f arr; echo ${arr[@]}
### nameref basics
x=1; declare -n r=x; echo $r; r=2; echo $x; echo ${!r}; unset r; echo ${x-unset}; declare -p r
### nameref to element
a=(1 2 3); declare -n r='a[1]'; echo $r; r=x; echo ${a[@]}; unset -n r; echo ${r-gone}
### nameref unset -n
x=1; declare -n r=x; unset -n r; echo ${r-none} $x
### nameref errors
declare -n r=r; echo $?; declare -n s=1x; echo $?; declare -n t; t=a; a=5; echo $t; declare -n q='a b'; echo $?
### nameref in for
x=1 y=2; declare -n r; for r in x y; do echo $r ${!r}; r=9; done; echo $x $y
### nameref declare -p
x=1; declare -n r=x; declare -p r; declare -p x; declare +n r; declare -p r
### nameref to unset
declare -n r=nosuch; echo ${r-unset}; r=v; echo $nosuch
### nameref array ops
a=(1 2); declare -n r=a; r[3]=x; r+=(y); echo ${!r[@]} "|" ${#r[@]} ${r[-1]}; for i in "${r[@]}"; do echo -n "$i,"; done; echo
### nameref local scope
f() { local -n v=$1; v=changed; }; v=orig; x=orig; f x; echo $x $v
### local arrays
f() { local -a l=(1 2); local -A m=([k]=v); echo ${l[@]} ${m[k]}; l+=(3); echo ${#l[@]}; }; f; echo ${l-none}
### declare -g array
f() { declare -ga g=(1 2); declare -gA h=([x]=y); }; f; echo ${g[@]} ${h[x]}
### integer arrays
declare -ai n=(1+1 2*3); n[2]=4+4; n+=(5+5); echo ${n[@]}; n[0]+=3; echo ${n[0]}
### lower upper arrays
declare -al l=(ABC Def); declare -Au u=([k]=val); echo ${l[@]} ${u[k]}; l+=(GHI); echo ${l[2]}
### big index
a[1000000]=x; echo ${#a[@]} ${!a[@]}
### globs in array literal
touch f1 f2; a=(f*); echo ${#a[@]}; b=([0]=f*); echo ${b[0]}; c=(*.none); echo ${c[0]}
### array splits
x='a b'; a=($x "$x" $(echo c d) "$(echo e f)"); echo ${#a[@]}; a=([0]=$x); echo "${a[0]}"
### multi-line array
a=(
  one   # comment
  "two three"

  four
)
echo ${#a[@]} "${a[1]}"
### keyword array elements
a=(if then for do done in case esac { } ! time); echo ${#a[@]} ${a[0]} ${a[-1]}
### pipestatus
true | false | (exit 3); echo ${PIPESTATUS[@]}; echo ${PIPESTATUS[0]}; false; echo ${#PIPESTATUS[@]} $?
### pipestatus of group
{ false; true; } | (exit 2) | :; echo "${PIPESTATUS[*]}"; ! false | true; echo "${PIPESTATUS[*]}" $?; if true | false; then :; else echo "${PIPESTATUS[*]}"; fi
### dirstack and groups
echo ${DIRSTACK[0]##*/}; echo ${#GROUPS[@]} >/dev/null; pushd / >/dev/null; echo ${DIRSTACK[@]}
### funcname array
f() { g; }; g() { echo "${FUNCNAME[@]}" ${#FUNCNAME[@]} "${BASH_LINENO[@]}" "${BASH_SOURCE[@]}"; }; f
### assoc with special keys
declare -A m; m[a]b=c; echo $?; m[x=y]=1; m['a[0]']=2; m["\$x"]=3; m[*]=4; for k in 'x=y' 'a[0]' '$x'; do echo "$k ${m[$k]}"; done; echo ${#m[@]}
### assoc iteration with values
declare -A m=([a]=1 [b]=2 [c]=3); for k in "${!m[@]}"; do echo "$k=${m[$k]}"; done
### assoc increments
declare -A c; for w in a b a c a b; do ((c[$w]++)); done; for k in a b c; do echo $k ${c[$k]}; done; let 'c[a]+=10'; echo ${c[a]} $((c[b]*2))
### array unset middle append
a=(1 2 3); unset 'a[2]'; a+=(x); declare -p a
### array from string index assign
a=hello; a[1]=x; declare -p a; b=(1); b=2; declare -p b
### assign list to existing scalar
x=s; x=(1 2); declare -p x; x=3; declare -p x; declare -i y=3; y=(1+1); declare -p y
### empty array in test
a=(); [ -z "${a[@]}" ] && echo empty; [ ${#a[@]} -eq 0 ] && echo zero; echo "${a[@]:-default}" "${a[*]-unset}" "${a[@]+set}"
