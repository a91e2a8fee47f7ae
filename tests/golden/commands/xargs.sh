# Each line is given to bash; what it prints follows it, and its status where that is not 0.
cd $T
while IFS= read -r line <&3; do printf '$ %s\n' "$line"; eval "$line" 3<&-; status=$?; [ $status = 0 ] || echo "[$status]"; done 3<<'END'
printf 'a b\nc d\n' > f; printf 'x\0y z\0' > z
xargs < f
xargs -n 1 < f
xargs -n 3 echo p < f
xargs -L 1 < f
xargs -I X echo '[X]' < f
xargs -i echo '<{}>' < f
xargs -0 < z
xargs -0 -n1 < z
xargs -d b echo < f
xargs -t < f
xargs -r echo no < /dev/null
xargs echo yes < /dev/null
echo "a 'b c' \"d e\" f\\ g" | xargs -n1
echo a | xargs nope
echo a | xargs /t
echo a b | xargs -n1 false
echo a b | xargs -n1 sh -c 'exit 255'
echo a | xargs sh -c 'kill -9 $$'
xargs -n x < f
xargs -n 0 < f
xargs -L 0 < f
xargs --nope
xargs -a f
xargs -a nope
seq 5 | xargs -P 2 -n 2 echo | sort
xargs -s 20 echo < <(seq 10)
xargs -s 10 -x echo aaaaaaaaaaaa < f
echo a b c | xargs -E b
printf 'a\n\nb\n' | xargs -L 2 echo x
printf 'a \nb\nc\n' | xargs -L 1
echo a | xargs -n 2 -I {} echo {}
echo a | xargs -I {} -n 2 echo {}
echo a | xargs -L 1 -n 2 echo
echo a | xargs -n 2 -L 1 echo
echo a | xargs -n 2 -l echo
echo a | xargs -I {} -L 1 echo {}
echo 'a b' | xargs -I {} sh -c 'echo "$1:{}"' sh {}
printf 'a\\\nb\n' | xargs -n1
xargs -I
xargs -d xx < f
xargs -d '\n' < f
printf '  lead\n' | xargs -I X echo '[X]'
echo a b | xargs -n 1 -t echo
echo "it's" | xargs
echo a | xargs cat
echo 1 2 3 4 | xargs -n2 -P1 sh -c 'echo "$0-$1"'
END
