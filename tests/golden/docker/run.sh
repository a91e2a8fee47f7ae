# Recorded from docker 1.9.1 itself, client and daemon, on the overlay driver; ids stand as <1>, <2>.
# What containers are given: environment, user, streams, mounts; and what is told of them.
t() { echo "\$ docker $*"; docker "$@"; echo "= $?"; }
export OWN=mine
printf 'F=file\n# no\nOWN\nG=a b\n' >env
t run --rm -e A=1 -e OWN -e NONE --env-file env busybox sh -c 'echo $A $OWN ${NONE-none} $F $G $HOME'
t run --rm -w /some/where busybox pwd
t run --rm -u nobody busybox sh -c 'id -u; id -g'
t run --rm -u 7:8 busybox sh -c 'id -u; id -g; echo $HOME'
t run --rm -h box.example busybox sh -c 'hostname; cat /etc/hostname; grep box /etc/hosts | cut -f2'
t run --rm --add-host=db:10.0.0.9 busybox grep db /etc/hosts
t run --rm --dns=9.9.9.9 --dns-search=example.com busybox cat /etc/resolv.conf
t run --rm --entrypoint echo busybox a b
t run --rm --read-only busybox sh -c 'touch /x 2>/dev/null || echo no'
t run --rm busybox sh -c 'echo out; echo err >&2; exit 9'
echo data | t run --rm -i busybox cat
echo data | t run --rm busybox cat
mkdir -p host; echo inside >host/file
t run --rm -v "$PWD/host:/h" busybox sh -c 'cat /h/file; echo new >/h/new'
cat host/new
t run --rm -v "$PWD/host:/h:ro" busybox sh -c 'touch /h/no 2>/dev/null || echo no'
t run --name data -v /etc busybox sh -c 'ls /etc | head -3; echo kept >/etc/kept'
t run --rm --volumes-from data busybox cat /etc/kept
t diff data
docker volume ls -q | wc -l
t rm -v data
docker volume ls -q | wc -l
t run --name a1 -v named:/n busybox touch /n/f
t volume rm named
t rm a1
t volume rm named
t run -d --name web -l a=b -l c.d-e=f busybox sleep 100
t ps --format '{{.Names}}|{{.Image}}|{{.Command}}|{{.Labels}}|{{.Label "c.d-e"}}|{{.Ports}}'
t ps --format 'table {{.Names}}\t{{.Label "c.d-e"}}'
t ps -f label=a --format '{{.Names}}'
t ps -f label=a=x --format '{{.Names}}'
t ps -f name=w --format '{{.Names}}'
t ps -f status=exited --format '{{.Names}}'
t ps -f ancestor=busybox --format '{{.Names}}'
t ps --format '{{.Nope}}'
t ps --format '{{.Names'
t exec web sh -c 'echo $HOME; exit 5'
t exec -u nobody web id -u
t exec -d web touch /made
sleep 0.5
t diff web
t exec web nope
echo typed | t exec -i web cat
t create --cidfile id busybox true
[ "$(cat id)" = "$(docker ps -lq --no-trunc)" ] && echo same
t logs --tail 0 web
t run --name out busybox sh -c 'echo 1; echo 2; echo 3; printf 4'
t logs out
t logs --tail 2 out
t start -a out
t logs --tail 1 out
t rm -f web out
