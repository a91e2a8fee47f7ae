# Recorded from docker 1.9.1 itself, client and daemon, on the overlay driver; ids stand as <1>, <2>.
# What is wrong with a command line, and what the daemon refuses: both streams, and the status.
t() { echo "\$ docker $*"; docker "$@"; echo "= $?"; }
t nonsense
t --nonsense ps
t ps -x
t ps --nonsense
t ps extra
t ps -n
t ps -n abc
t run
t run -x busybox
t run --rm -d busybox true
t run --name 'a b' busybox true
t run --name a busybox true
t run -a stdin -d busybox true
t run -a nonsense busybox true
t run -e busybox
t run --restart=sometimes busybox true
t run --restart=always:3 busybox true
t run --restart=on-failure:x busybox true
t run -d --rm --restart=always busybox true
t run --rm --restart=always busybox true
t run -v relative:/x:bad busybox true
t run -v /a:b busybox true
t run -v / busybox true
t run -v relative busybox true
t run -v a:b:c:d busybox true
t run -v /a:/b:xx busybox true
t run -w relative busybox true
t run --env-file /nonexistent busybox true
t run --pid=x busybox true
t run --uts=x busybox true
t run --stop-signal=NOPE busybox true
t run -u nobodyknows busybox true
t run --volumes-from nope busybox true
t run --entrypoint nope busybox true
t run busybox nope
t run busybox /nope
t run busybox /etc
t run busybox /etc/passwd
t run 'UPPER' true
t run 'busybox:' true
t run --add-host x busybox true
t run --privileged=maybe busybox true
t run --cidfile /etc/passwd busybox true
t run -i=maybe busybox true
t create
t create -d busybox
t create --rm busybox
t start
t start nope
t start nope nope2
t start -a nope nope2
t start -a nope
t stop
t stop nope
t stop -t x nope
t restart nope
t kill nope
t kill
t rm
t rm nope
t rm nope nope2
t rm -f nope
t rmi
t rmi nope
t rmi nope:tag nope2
t attach
t attach nope
t attach a b
t exec
t exec nope
t exec nope true
t logs
t logs nope
t logs --tail x nope
t top
t top nope
t port
t port nope
t rename
t rename a
t rename nope new
t pause
t pause nope
t unpause nope
t wait
t wait nope
t wait nope nope2
t diff
t diff nope
t inspect
t inspect nope
t inspect --type=container nope
t inspect --type=image nope
t inspect --type=x nope
t history
t history nope
t images a b
t images -f dangling=maybe
t images -f nonsense=1
t images -f nonsense
t ps -f nonsense
t ps -f nonsense=1
t ps -f status=bad
t ps -f exited=x
t ps --before nope
t ps --since nope
t tag
t tag busybox
t tag nope x
t tag busybox UPPER
t tag busybox x:y:z
t tag busybox 'x:.bad'
t tag busybox scratch
t cp
t cp a
t cp a b
t cp nope:/x .
t cp a:/x b:/y
t cp - -
t cp . -
t events extra
t events --since x
t events -f x
t version extra
t info extra
t network inspect
t network inspect nope
t network rm bridge
t network rm
t volume
t volume ls extra
t volume inspect
t volume inspect nope
t volume rm
t volume rm nope
t volume create x
t pull
t pull a b
t pull UPPER
t update nope
