# Played by bash and the tools of Debian 12; `mktemp.out` is what they printed.
cd $T
r() { echo "\$ $*"; "$@" 2>&1 | sed -E 's/(tmp\.|a\.|b|c-)[A-Za-z0-9]{3,10}(\.txt|$)/\1RANDOM\2/'; echo "= ${PIPESTATUS[0]}"; }
unset TMPDIR
f=$(mktemp); case $f in /tmp/tmp.??????????) echo shape;; esac; stat -c '%A %s' $f; rm $f
d=$(mktemp -d); stat -c %A $d; rmdir $d
mkdir sub
r mktemp -p sub; r mktemp -p $T; r mktemp a.XXXX; r mktemp ./a.XXXX; r mktemp --suffix=.txt a.XXXX; r mktemp a.XXXX.txt; r mktemp -p sub a.XXX
r mktemp -d -p sub c-XXXXXX; r mktemp --tmpdir=sub; TMPDIR=$T/sub r mktemp -t bXXX
r mktemp aXX; r mktemp a; r mktemp -q aXX; r mktemp a b; r mktemp none/a.XXX; r mktemp -d none/a.XXX; r mktemp -p sub /a.XXX; r mktemp -t x/a.XXX; r mktemp --suffix=/x a.XXX; r mktemp --suffix=.x a.XXXb; r mktemp aXXX/b; r mktemp -Z
u=$(mktemp -u a.XXXX); test -e $u; echo $?
ls | wc -l; ls sub | wc -l
