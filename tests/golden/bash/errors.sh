### division ends the line
echo $((1/0)); echo same
echo next $?
### subscript ends the line
a=(1); a[-5]=x; echo same
echo next
### failglob ends the line
shopt -s failglob; echo *.none; echo same
echo next
### unbound ends the script
set -u; echo $x; echo same
echo next
### substitution ends the line
echo ${x!y}; echo same
echo next
### readonly ends the line
readonly r=1; r=2; echo same
echo next
### error in function ends the line
f() { echo $((1/0)); echo inf; }; f; echo same
echo next
### error in subshell ends it
(echo $((1/0)); echo sub); echo same $?
### exit with two arguments ends the line
exit 1 2; echo same
echo next
### arithmetic command goes on
((1/0)); echo same $?; if ((1/0)); then :; fi; echo $?
### arithmetic for goes on
for ((i=1/0;;)); do :; done; echo same $?
### error in eval ends the line
eval 'echo $((1/0)); echo in'; echo same
echo next
### error in source ends the line
echo 'echo $((1/0)); echo same
echo in' > s; . ./s; echo after
echo next
### error in substitution
x=$(echo $((1/0)); echo in); echo "[$x]" $?
### command string status
bash -c 'echo ${x:?}'; echo $?; bash -c 'set -u; echo $x'; echo $?; bash -c 'echo $((1/0)); echo same'; echo $?
### in command string next line
bash -c 'echo $((1/0)); echo same
echo next'
### loops are left
for i in 1 2; do echo $i; echo $((1/0)); done; echo same
echo next
### error while redirecting
for i in 1 2; do echo $i; done > $nosuch; echo same $?
### assignment error with command
readonly r=1; r=2 echo hi; echo same
echo next
### trace of compounds
set -x
for i in a b; do :; done
case x in x) :;; esac
((1+1))
[[ a == a ]]
x=5 y=6
z=(1 2)
### trace of pipelines
set -x; (echo b)
### unterminated here-document later
echo first
cat <<E
text
### here-document in function
f() {
cat <<E
in f $1
E
}
f x
declare -f f
