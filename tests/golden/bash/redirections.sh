### output
echo a > f; echo b >> f; cat f; echo c > f; cat f
### input
echo hi > f; cat < f; read x < f; echo $x
### order
{ echo out; echo err >&2; } 2>&1 > f; echo --; cat f
### to one file
{ echo out; echo err >&2; } > f 2>&1; cat f
### both
{ echo out; echo err >&2; } &> f; cat f; echo more &>> f; cat f; { echo a; echo b >&2; } >& f; cat f
### close
echo a >&-; echo $?
### exec descriptors
exec 3> f; echo one >&3; echo two >&3; exec 3>&-; cat f; echo three >&3; echo $?
### exec input
printf 'a\nb\n' > f; exec 4< f; read x <&4; read y <&4; echo $x $y; exec 4<&-
### read write
echo hello > f; exec 3<> f; read x <&3; echo $x; echo more >&3; exec 3>&-; cat f
### move
exec 3> f; exec 4>&3-; echo x >&4; echo y >&3; cat f
### noclobber
set -C; echo a > f; echo b > f; echo $?; echo c >| f; cat f; echo d > /dev/null; echo $?
### missing file
cat < nosuch; echo $?; echo x > nodir/f; echo $?
### redirect to directory
mkdir d; echo x > d; echo $?
### ambiguous
x='a b'; echo hi > $x; echo $?; echo hi > $nosuch; echo $?
### bad descriptor
echo x >&9; echo $?
### heredoc
x=5; cat <<E
a $x $(echo b) \$x \\ "q" 'r'
E
### heredoc quoted
cat <<'E'
a $x $(b) \$x
E
### heredoc dash
cat <<-E
	tabbed
		twice
	E
### heredoc two
cat <<A; cat <<B
first
A
second
B
### heredoc pipeline
cat <<E | tr a-z A-Z
hello
E
### heredoc unterminated
cat <<E
text
### here string
cat <<< 'a  b'; x='c  d'; cat <<< $x; cat <<< "$x"
### here string fd
cat 3<<< hi <&3
### variable descriptor
exec {fd}> f; echo hi >&$fd; exec {fd}>&-; cat f; [ $fd -ge 10 ] && echo high
### redirect compound
for i in 1 2; do echo $i; done > f; cat f; while read x; do echo "<$x>"; done < f
### redirect function call
f() { echo in f; cat; }; f < /dev/null > g; cat g
### redirect alone
> f; [ -f f ] && echo made; < nosuch; echo $?
### redirect with builtin restored
echo a > f; echo b; read x < f; echo $x
### process substitution
cat <(echo a) <(echo b)
### pipe stderr
{ echo a; echo b >&2; } |& cat | sort
### redirect in the middle
echo a > f b c; cat f
### prefix redirect
> f echo hi; cat f
### exec output
exec > f; echo hidden; cat f >&2
### heredoc variable body
body='x $y'; cat <<E
$body
E
### heredoc similar delimiter
cat <<E
a
 E
E x
E
### redirect error continues
cat < nosuch; echo next
### exec missing redirect
exec < nosuch; echo not reached
### read closed
exec 5< /dev/null; read x <&5; echo $?
### large heredoc
x=$(printf 'line%.0s' {1..3000}); cat <<E | wc -c
$x
E
### heredoc continuation
cat <<E
a\
b
E
### heredoc in substitution
x=$(cat <<E
one
two
E
); echo "$x"
### heredoc to function
f() { while read l; do echo "[$l]"; done; }; f <<E
a
b
E
### heredoc fd three
cat <&3 3<<E
three
E
### command not found silenced
nosuch 2>/dev/null; echo $?
### pipe ends early
while :; do echo y; done | head -2
### write to closed pipe status
{ sleep 0.02; echo x; echo done >&2; } | true; echo $?
