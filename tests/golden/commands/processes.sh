# Each line is given to bash; what it prints follows it, and its status where that is not 0.
cd $T
while IFS= read -r line <&3; do printf '$ %s\n' "$line"; eval "$line" 3<&-; status=$?; [ $status = 0 ] || echo "[$status]"; done 3<<'END'
export -n OLDPWD; mkdir d; ln -s d l
env -i A=1 B=2 env
env -i A=1 env -u A
env -i -- A=1 sh -c 'echo $A'
env -i PATH=$PATH env -C d pwd
env -u
env -u A=b true
env -0 -i A=1 B=2 env | od -c
env -i A=1 B=2 env -0 | od -c
env -S 'echo "a  b" c\_d'
env -S'printf %s\n ${HOME}'
env nope
env -C nope pwd
env /t
env 'a b'
env -v -i A=1 true
env --nope
printenv HOME
printenv HOME NOPE
printenv -0 HOME | od -c
timeout 5 echo hi
timeout 1 sleep 30
timeout --preserve-status 1 sleep 30
timeout -v 1 sleep 30
timeout 5 nope
timeout 5 /t
timeout x true
timeout
timeout 5
timeout -s NOPE 1 true
timeout 0 true
timeout 5 sh -c 'exit 3'
timeout 0.5s sleep 2
sleep 0.01 0.02
sleep
sleep x
sleep 1x
sleep 0 0s
nohup echo hi
nohup
nohup nope
nohup /t
nice
nice echo hi
nice -n 5 echo hi
nice -n x echo
nice -5 echo hi
nice nope
nice -n 1
setsid echo hi
setsid -w sh -c 'exit 3'
setsid
setsid nope
which -s ls
which
which /bin/ls
sh -c 'kill -l' >/dev/null; /bin/kill -l
/bin/kill -L
/bin/kill -l 9
/bin/kill -l TERM
/bin/kill -l SIGHUP
/bin/kill abc
/bin/kill 99999999
/bin/kill -s NOPE 1
/bin/kill
sleep 100 & /bin/kill $!; wait $!
sleep 100 & /bin/kill -s TERM $!; wait $!
sleep 100 & /bin/kill -0 $! && echo alive; kill $!; wait
pgrep nopenope
pgrep
pgrep a b
pidof nopenope
pkill nopenope
ps zz
ps --nope
ps -o nope
ps -o pid= -p 99999999
ps -o comm= -p $$
sleep 100 & ps -o stat=,comm=,args= -p $!; kill $!; wait
cp /bin/sleep zzsleep; ./zzsleep 100 & pgrep -x zzsleep > p1; pidof zzsleep > p2; pkill -x zzsleep; wait; wc -l < p1; wc -w < p2
./zzsleep 100 & sleep 0.2; ps -o comm,args --forest -C zzsleep | sed 's/^ *//' | head -n 5; pkill zzsleep; wait
groups root
groups nope
users x y
logname x
arch x
getent passwd root
getent group root
getent passwd 0
getent passwd nope
getent nope
getent group 0 nope
su nope
su root -c 'echo $0 $#' a b
su -s /bin/sh nobody -c 'id -u; echo $HOME $USER $SHELL'
su nobody
stty
stty -a
stty -F nope
tty
END
