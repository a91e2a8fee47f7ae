# Recorded from docker 1.9.1 itself, client and daemon, on the overlay driver; ids stand as <1>, <2>.
# Each verb on a container in each state.
t() { echo "\$ docker $*"; docker "$@"; echo "= $?"; }
state() { docker inspect -f '{{.State.Status}} {{.State.Running}} {{.State.Paused}} {{.State.ExitCode}} {{.RestartCount}}' web; }
loop='trap "exit 7" TERM; while :; do sleep 0.1; done'
make() {
  docker unpause web >/dev/null 2>&1
  docker rm -f web new >/dev/null 2>&1
  case $1 in
    created) docker create --name web busybox sleep 1000 ;;
    running) docker run -d --name web busybox sh -c "$loop" ;;
    paused) docker run -d --name web busybox sh -c "$loop"; sleep 0.3; docker pause web ;;
    exited) docker run --name web busybox sh -c 'echo out; exit 3' ;;
  esac >/dev/null
  [ $1 = running ] && sleep 0.3
}
for s in created running paused exited; do
  echo "## $s"
  make $s; state
  t start web; state
  make $s; t stop -t 2 web; state
  make $s; t restart -t 2 web; state
  make $s; t kill web; state
  make $s; t kill -s TERM web; sleep 0.5; state
  make $s; t pause web; state
  make $s; t unpause web; state
  make $s; t exec web echo hi
  t rename web web
  t diff web
  t port web
  t logs web
  make $s; t rm web; state
  make $s; t rm -f web; state
  docker unpause web >/dev/null 2>&1; docker rm -f web >/dev/null 2>&1
done
echo '## statuses'
t run --name web busybox sh -c 'exit 4'
t wait web
t rm web
t run --rm --name web busybox false
t run -d --name web busybox sleep 100
t stop -t 1 web
t inspect -f '{{.State.ExitCode}} {{.State.Status}}' web
t run --name web busybox true
t create --name other busybox true
t rename web other
t rm /web other
t run -d --name web --stop-signal=KILL busybox sleep 100
t stop web
t inspect -f '{{.State.ExitCode}} {{.Config.StopSignal}}' web
t start web web
t kill -s 0 web
t kill -s NOPE web
t kill web
t wait web
t ps -a --format '{{.Names}} {{.Command}} {{.Image}}'
t rm web
t run --restart=on-failure:2 -d --name web busybox sh -c 'echo once; exit 5'
sleep 3
t logs web
t inspect -f '{{.State.Status}} {{.State.ExitCode}} {{.RestartCount}} {{.HostConfig.RestartPolicy.Name}} {{.HostConfig.RestartPolicy.MaximumRetryCount}}' web
t rm web
t run -d --name web busybox sleep 100
t tag busybox other:1
t rmi busybox
t rmi other:1
t tag busybox twice
t tag other:1 busybox
t rmi other:1
t rm -f web
