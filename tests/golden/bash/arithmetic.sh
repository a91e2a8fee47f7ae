### operators
echo $((1+2*3)) $(( (1+2)*3 )) $((7/2)) $((-7/2)) $((7%3)) $((-7%3)) $((2**10)) $((2**3**2))
### bitwise
echo $((5&3)) $((5|3)) $((5^3)) $((~5)) $((1<<4)) $((256>>2)) $((!0)) $((!5))
### comparison
echo $((1<2)) $((2<=2)) $((3>4)) $((3>=4)) $((1==1)) $((1!=1)) $((1&&0)) $((1||0))
### bases
echo $((0x1f)) $((010)) $((2#1010)) $((16#ff)) $((36#z)) $((64#_))
### assignment
x=5; echo $((x+=3)) $((x*=2)) $((x-=1)) $((x/=3)) $((x%=3)) $((x<<=4)) $((x|=1)) $x
### increment
x=5; echo $((x++)) $((x)) $((++x)) $((x--)) $((--x))
### ternary and comma
echo $((1?2:3)) $((0?2:3)) $((1,2,3)) $((0?1:0?2:3))
### variables
a=3 b=a+1; echo $((b)) $((a*b)) $(($a*$b))
### unset is zero
echo $((nosuch+1)) $((nosuch))
### arrays
a=(1 2 3); echo $((a[1]+a[2])) $((a[0]++)) ${a[0]} $((a[a[0]-1]))
### division by zero
echo $((1/0)); echo after $?
### modulo zero
(( 1 % 0 )); echo $?
### syntax error
echo $((1+)); echo after
### bad operand
echo $((1 2)); echo after
### bad octal
echo $((08)); echo after
### double parentheses
((5>3)); echo $?; ((0)); echo $?; (( x = 5 )); echo $x
### let
let x=1+2 y=x*2; echo $x $y $?; let 0; echo $?
### overflow
echo $((9223372036854775807+1)) $((2**63)) $((2**64))
### unary
echo $((-5)) $((- -5)) $((+5)) $((-2**2))
### string in arithmetic
x="1 + 1"; echo $((x)) $((x*2))
### for
for ((i=0;i<3;i++)); do echo $i; done; for ((i=0,j=5;i<j;i++,j--)); do echo $i$j; done
### for break
for ((;;)); do ((++n>3)) && break; done; echo $n
### nested expansion
x=2; echo $(( $(echo 3) + ${x} * `echo 4` ))
### quotes
echo $(( "1" + 2 ))
### assoc in arithmetic
declare -A m; m[a]=5; echo $((m[a]+1)); ((m[a]++)); echo ${m[a]}
### exponent negative
echo $((2**-1)); echo $?
### old form
echo $[1+2]
### integer attribute
declare -i n; n=2+3; echo $n; n+=4; echo $n; n=abc; echo $n
### logical short circuit
x=0; (( 0 && (x=1) )); echo $x; (( 1 || (x=1) )); echo $x
### assignment to number
echo $((1=2)); echo after
### missing parenthesis
echo $(( (1+2 )); echo after
### precedence
echo $((1+2<<1)) $((1|2&3)) $((1<2==1)) $((5-3-1)) $((2+3?1:0))
