### basic
echo a >f; cat <f; echo b >>f; cat f; echo c 1>f; cat f; : >f; wc -c <f
### order
{ echo o; echo e >&2; } >f 2>&1; cat f; { echo o; echo e >&2; } 2>&1 >f | cat; cat f
### both
{ echo o; echo e >&2; } &>f; cat f; { echo o2; echo e2 >&2; } &>>f; cat f; { echo x; echo y >&2; } >&f; cat f
### descriptors
exec 3>f 4<&0; echo three >&3; exec 3>&- 4<&-; cat f; echo x >&3; echo $?; exec 5<>f; read l <&5; echo $l; echo more >&5; exec 5>&-; cat f
### variable descriptors
exec {fd}>f; echo hi >&$fd; exec {fd}>&-; cat f; [ $fd -ge 10 ] && echo high; echo x >&$fd; echo $?
### move descriptors
exec 3>f; echo a >&3-; exec 4>&3-; echo b >&4; echo c >&3; echo $?; exec 4>&-; cat f
### errors
echo a >/nosuch/f; echo $?; cat <nosuch; echo $?; echo a >.; echo $?; echo a >&9; echo $?; cat <&9; echo $?
### ambiguous
touch a b; echo x >*; echo $?; x='a b'; echo y >$x; echo $?; echo z >$nosuch; echo $?; echo q >"$nosuch"; echo $?
### read write
echo hello >f; exec 3<>f; echo J >&3; exec 3>&-; cat f
### heredoc
cat <<E
a $((1+1)) $(echo b) \$x `echo c` "q" 'r' \\ \
joined
E
### heredoc quoted
x=1; cat <<'E'
$x `echo` \$ \\
E
cat <<\E
$x
E
cat <<"E F"
$x
E F
### heredoc dash
cat <<-E
	a
		b
	  c
	E
echo end
### heredoc several
cat <<A; cat <<B
a
A
b
B
cat <<A <<B
one
A
two
B
### heredoc in pipeline and loop
cat <<E | while read x; do echo "[$x]"; done
1
2
E
while read y; do echo $y; done <<E
z
E
if true; then cat <<E
in if
E
fi
### heredoc in function and substitution
f() { cat <<E
arg $1
E
}
f q
x=$(cat <<E
sub
E
)
echo $x
### heredoc descriptor
cat 3<<E <&3
three
E
### heredoc at end of file
cat <<E
no end
### heredoc empty
cat <<E
E
cat <<''
x

echo after
### heredoc parameter operators
unset x; cat <<E
${x:-a b} ${x:-"q"} ${x:-'s'} "${x:-d}" ${#x}
E
### heredoc large
x=$(printf '%05000d' 0); cat <<E | wc -c
$x
E
### herestring
cat <<<a; cat <<<"a
b"; read x <<<'q r'; echo $x; cat <<<$'t\tt' <<<second
### compound
for i in 1 2; do echo $i; done >f; cat f; while read x; do echo "<$x>"; done <f; if true; then echo y; fi >g; cat g; { cat; } <g; (cat) <g; case x in x) echo c;; esac >h; cat h; ((1)) >i; [ -e i ] && echo i; [[ x ]] >j; [ -e j ] && echo j
### function redirections
f() { echo f; echo g >&2; }; f >o 2>e; cat o e; f 2>/dev/null; f >&2 2>/dev/null
### redirection only
>f; [ -s f ] || echo empty; 2>g; <f; echo $?; <nosuch; echo $?; x=1 >h; echo $x; $nosuch >k; [ -e k ] && echo k
### redirection first
>f echo a; cat f; <f cat; 2>/dev/null ls nosuch; echo $?; >f echo b >g; cat f g
### no space
echo a>f;cat<f;echo b>>f;cat f; echo 2>f; cat f; echo 2 >f; cat f; echo a2>f; cat f; echo 22>f; cat f
### permissions
umask 077; echo a >f; stat -c %a f; umask 022; echo b >g; stat -c %a g
### input from directory
cat <.; echo $?; read x <.; echo $?
### builtin write error
echo a >/dev/full; echo $?; printf x >/dev/full; echo $?; pwd >/dev/full; echo $?
### exec failure
exec 3</nosuch; echo after $?
### exec failure keeps in subshell
(exec 3</nosuch; echo no); echo $?
### special builtin redirection error
: >/nosuch/f; echo $?; export x=1 >/nosuch/f; echo $? ${x-unset}
### process substitution with exec
exec 3< <(echo a; echo b); read x <&3; read y <&3; echo $x $y; exec 3<&-
### tee substitution
echo data | tee >(cat >f) >/dev/null; while [ ! -s f ]; do :; done; cat f
### swap
{ echo out; echo err >&2; } 3>&1 1>&2 2>&3 | cat
### descriptor saved
exec 3>&1; exec >f; echo hidden; exec >&3 3>&-; echo shown; cat f
### pipe both
{ echo o; echo e >&2; } |& sort; ls nosuch |& wc -l
### while read from descriptor
printf '1\n2\n' >f; while read -u 3 x; do echo "$x"; done 3<f; while read x <&4; do echo "$x"; break; done 4<f
### append position
echo a >f; exec 3>>f; echo b >&3; echo c >>f; echo d >&3; cat f
### truncation
echo long line >f; echo s 1<>f; cat f
