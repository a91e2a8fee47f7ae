# Recorded from docker 1.9.1 itself, on the overlay driver; ids stand as <1>, <2>.
# docker cp, both ways.
t() { echo "\$ docker $*"; docker "$@"; echo "= $?"; }
rm -rf h; mkdir -p h/d/sub; echo one >h/f; echo two >h/d/g; echo three >h/d/sub/i; ln -s f h/l
t create --name web busybox true >/dev/null
t cp h/f web:/tmp
t cp web:/tmp/f h/back
cat h/back
t cp h/f web:/tmp/name
t cp h/d web:/tmp
t cp h/d web:/tmp/e
t cp h/d/. web:/tmp/
t cp web:/tmp h/all
find h/all | sort
t cp web:/nope h/x
t cp web:/tmp/nope/x h/x
t cp h/nope web:/tmp
t cp h/f web:/nodir/
t cp h/f web:/nodir/x
t cp h/f web:/tmp/d
t cp h/d web:/tmp/f
t cp web:/tmp/d h/f
t cp web:/tmp/f h/nodir/
t cp web:/tmp/f h/nodir/x
t cp h/l web:/tmp/link
t cp web:/tmp/link h/l2
readlink h/l2
t cp web:tmp/f h/relative
cat h/relative
t cp web: h/root
t diff web | sort
t rm web
