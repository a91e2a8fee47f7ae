### export
x=1; export x; bash -c 'echo $x'; export y=2; bash -c 'echo $y'; export -n x; bash -c 'echo "[$x]"'
### prefix assignment
x=1 bash -c 'echo $x'; echo "[$x]"; x=2; x=3 eval 'echo $x'; echo $x
### prefix assignment function
f() { echo $x; bash -c 'echo $x'; }; x=5 f; echo "[$x]"
### append
x=a; x+=b; echo $x; a=(1); a+=(2 3); echo ${a[@]}; a[0]+=x; echo ${a[0]}
### readonly
readonly x=5; x=6; echo not reached
### readonly in subshell
readonly x=5; (x=6; echo no); echo $?; unset x; echo $?
### unset
x=1; unset x; echo "[${x-unset}]"; a=(1 2 3); unset 'a[1]'; echo ${a[@]} ${!a[@]}
### declare print
x='a b'; declare -p x; declare -i n=3; declare -p n; a=(1 'b c'); declare -p a; declare -A m=([k]='v w'); declare -p m; export e=1; declare -p e; readonly r=2; declare -p r
### declare missing
declare -p nosuch; echo $?
### declare case
declare -u u=abc; echo $u; declare -l l=ABC; echo $l; u=def; echo $u
### declare function scope
f() { declare v=1; declare -g w=2; }; f; echo "[$v]" $w
### arrays
a=(x y z); echo $a ${a[1]} ${a[-1]} ${a[@]:1}; a[5]=q; echo ${#a[@]} ${!a[@]}
### array from glob
touch f1 f2; a=(f*); echo ${#a[@]} ${a[1]}
### array quoting
a=("a b" c); for i in "${a[@]}"; do echo "[$i]"; done; for i in "${a[*]}"; do echo "[$i]"; done
### array index expression
a=(1 2 3); i=1; echo ${a[i]} ${a[i+1]} ${a[$i]}; a[i+1]=x; echo ${a[2]}
### array bad subscript
a=(1); a[-5]=x; echo $?
### assoc
declare -A m; m[one]=1; m["two words"]=2; echo ${m[one]} "${m[two words]}" ${#m[@]}; for k in "${!m[@]}"; do echo "$k=${m[$k]}"; done | sort
### assoc literal
declare -A m=([a]=1 [b]=2); m+=([c]=3); echo ${m[a]} ${m[b]} ${m[c]}; unset 'm[b]'; echo ${#m[@]}
### assoc test
declare -A m=([a]=1); [[ -v m[a] ]] && echo yes; [[ -v m[z] ]] || echo no; x=; [[ -v x ]] && echo set; [[ -v y ]] || echo unset
### random
RANDOM=42; a=$RANDOM; RANDOM=42; b=$RANDOM; [ $a = $b ] && echo same; [ $a -ge 0 ] && [ $a -le 32767 ] && echo range
### lineno
echo $LINENO
echo $LINENO
f() { echo $LINENO; }
f
### seconds
SECONDS=100; [ $SECONDS -ge 100 ] && echo ok
### funcname
f() { echo ${FUNCNAME[0]} ${FUNCNAME[1]}; g; }; g() { echo ${FUNCNAME[@]}; }; f
### bash source
f() { echo ${BASH_SOURCE[0]} ${BASH_LINENO[0]}; }
f
### pids
[ $$ = $BASHPID ] && echo same; ( [ $$ = $BASHPID ] || echo differ ); echo $BASH_SUBSHELL; (echo $BASH_SUBSHELL; (echo $BASH_SUBSHELL))
### set positional
set -- a b c; shift; echo $1 $#; shift 2; echo $#; shift; echo $?
### local outside
local x=1; echo $?
### set listing
x='a b'; y=; set | grep -E '^(x|y)='
### ifs local
f() { local IFS=,; echo "$*"; }; f a b c; set -- a b; echo "$*"
### invalid identifier
export 1x=5; echo $?; declare a-b=1; echo $?; unset 1x; echo $?
### assignment looks like command
1x=5; echo $?
### unset ifs
unset IFS; x='a b'; for i in $x; do echo $i; done
### local attributes
f() { local -i n=2+2; local -a arr=(1 2); local -A m=([a]=b); echo $n ${arr[1]} ${m[a]}; }; f
### indirect
a=(b c); b=hello; echo ${!a}; x=a; y="$x[1]"; echo ${!y}
### readonly array
readonly -a ra=(1 2); ra[0]=5; echo $?
### export print
export zz='q r'; export -p | grep zz
### underscore
: a b; echo $_
### pipestatus element
true | false; echo ${PIPESTATUS[1]}
### assign in condition
if x=$(false); then echo t; else echo f; fi
### multiple assignment
a=1 b=$a c=2; echo $a $b $c
### integer array
declare -ai a=(1+1 2*3); echo ${a[@]}
### unset local
x=g; f() { local x=l; unset x; echo "[$x]"; }; f; echo $x
### printf v
printf -v x '%03d' 7; echo $x; printf -v 'a[2]' hi; echo ${a[2]}
### quoted keys
declare -A m; k='a]b'; m[$k]=1; m['x y']=2; echo "${m[$k]}" "${m['x y']}" ${#m[@]}
### export function
f() { echo exported $1; }; export -f f; bash -c 'f arg'
### declare F
f() { :; }; declare -F f; declare -F nosuch; echo $?
### readonly function
f() { echo 1; }; readonly -f f; f() { echo 2; }; f
### array in for with holes
a=(a b c); unset 'a[1]'; for i in "${!a[@]}"; do echo "$i=${a[i]}"; done
### set minus minus variable
x='-e a'; set -- $x; echo $# "$1"
### nested arrays length
a=("" x); echo ${#a[0]} ${#a[1]} "${#a[*]}"
### local dynamic scope
a() { local v=1; b; echo $v; }; b() { v=2; }; a; echo "[$v]"
### temp env not kept
IFS=: read a b <<< 'x:y'; echo "$a $b"; printf '%q\n' "$IFS"
