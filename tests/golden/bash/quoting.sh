### single quotes
echo 'a $b `c` \d "e"'
### double quotes
b=1; echo "a $b \$b \\ \" \d \`x\`"
### ansi c
printf '%q\n' $'a\tb\nc\x41\101\u00e9\'q'
### ansi c control
printf '%q\n' $'\e[0m\cA'
### backslash newline
echo a\
b "c\
d"
### adjacent quotes
echo a"b c"'d e'f\ g
### empty words
set -- "" '' ""; echo $#
### empty expansion disappears
x=; set -- $x "$x" a$x; echo $# "[$1]" "[$2]"
### locale string
echo $"hello"
### quoted glob
touch a b; echo '*' "*" \* *
### double quoted backslash percent
echo "a\%b\q"
### nested quotes in substitution
echo "$(echo "a  b" 'c  d')"
### dollar alone
echo $ "$" a$ $%
### backtick escapes
echo `echo \`echo hi\``
### backtick dollar
x=5; echo `echo \$x`
### hash in word
echo a#b #c
### tilde
echo ~ ~/x "~" \~ a~
### tilde assignment
x=~/a:~/b; echo $x
### tilde user
echo ~root ~nosuchuser
### line continuation in double quotes
echo "one \
two"
