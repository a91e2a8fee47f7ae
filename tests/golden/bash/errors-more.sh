### fi
fi
### then
if then
### done
echo a
done
### unclosed if
if true; then echo
### unclosed quote
echo "abc
### unclosed single
echo 'abc
### unclosed brace
{ echo a
### unclosed paren
(echo a
### stray paren
echo a)
### double and
echo a && && echo b
### pipe start
| cat
### amp amp start
&& echo
### semicolon
;
### case unclosed
case x in
### esac
esac
### redirect nothing
echo >
### redirect operator
echo > > f
### heredoc nothing
cat <<
### do
do echo
### bad substitution
echo ${x y}
### bad assignment
1x=2
### newline after good
echo first
fi
echo never
### same line
echo first; fi
### eval error goes on
eval 'fi'; echo $?; eval 'echo "a'; echo $?; eval '(' ; echo after
### source error goes on
echo 'fi' >s; . ./s; echo $?; echo 'if' >t; . ./t; echo $?
### bash -c error
bash -c 'fi'; echo $?; bash -c 'echo a; (' ; echo $?; bash -c 'echo "'; echo $?
### select
select x in a; do
### until
until true; do echo; done; until
### arithmetic command error
((1+)); echo $?; ((x=)); echo $?; ((1 1)); echo $?
### arithmetic expansion error ends line
echo $((1+)); echo same
echo next $?
### division
echo $((1/0)); echo no
echo $?; let 'x=1%0'; echo $?; x=$((5/0)) ; echo no2
### bad base
echo $((1#1)); echo $((65#1)); echo $((2#2))
### unbound in function
set -u; f() { echo $nosuch; echo no; }; f; echo no2
### question
echo ${x:?custom message}; echo no
### readonly assign in function
readonly r=1; f() { r=2; echo no; }; f; echo no2
### readonly temp assignment
readonly r=1; r=2 echo hi; echo $?
### command not found with assignment
x=1 nosuch; echo $? ${x-unset}
### is a directory
/tmp; echo $?; ./; echo $?; . /tmp; echo $?
### permission
echo 'echo x' >s; ./s; echo $?; chmod +x s; ./s; echo $?
### missing function body
f()
### ampersand semicolon
echo a &; echo b
### token after done
for i in 1; do :; done echo
### brace close as argument
echo }; echo {; echo a}
### reserved words as arguments
echo if then else fi for do done case esac while until { } ! time function select in
### keywords quoted
'if'; echo $?; \fi; echo $?
### exit in middle
echo a; exit 4; echo b
### too many arguments
cd a b; echo $?; exit a; echo no
### exit too many
exit 1 2; echo no
### return at top
return; echo $?
