# Played by bash and the tools of Debian 12; `findmnt.out` is what they printed.
cd $T
r() { echo "\$ $*"; "$@"; echo "= $?"; }
mkdir a b 'c d' 中文 e; mount -t tmpfs -o size=10g one a; mkdir a/x a/y; mount -t tmpfs -o size=1m,noexec two a/x;  mount -t tmpfs -o size=3g three a/y; mkdir a/x/z;  mount -t tmpfs -o size=1500k four a/x/z; mount -t tmpfs 'so urce' 'c d'; mount -t tmpfs zh 中文; mkdir a/sub a/sub/deep; mount --bind a/sub b
r findmnt -R $T/a
r findmnt $T/a
r findmnt a
r findmnt -n a
r findmnt -no TARGET,SOURCE $T/a
r findmnt -R -l a
r findmnt -R -l -o TARGET,FSTYPE a
r findmnt -R -r a
r findmnt -R -r -n -o SOURCE,TARGET,OPTIONS,PROPAGATION a
r findmnt -R -P -o SOURCE,TARGET,FSTYPE a
r findmnt -R -J -o SOURCE,TARGET,FSTYPE a
r findmnt -J -o TARGET,SOURCE a
r findmnt -R -J -l -o TARGET a
r findmnt -T a/sub/deep -o TARGET,SOURCE,FSROOT
r findmnt -T nope
r findmnt -M a -o TARGET
r findmnt -M a/sub -o TARGET
r findmnt -S one
r findmnt one
r findmnt -S one -o TARGET -n
r findmnt "$T/c d"
r findmnt 'so urce'
r findmnt -r "$T/c d"
r findmnt $T/中文
r findmnt -r $T/中文
r findmnt -J $T/中文
r findmnt -P $T/中文
r findmnt -R -o +PROPAGATION a
r findmnt -R -a a
r findmnt -o BADCOL
r findmnt --bad
r findmnt -Z
r findmnt a b c
r findmnt one $T/a
r findmnt -n nope
r findmnt $T/nope
r findmnt -V
r findmnt --df a
r findmnt -D -R a -o TARGET,SIZE,USED,AVAIL,USE%
r findmnt -f -R a
r findmnt -d backward -l -R a
r findmnt -v b
r findmnt b
r findmnt -o SOURCE,TARGET b
r findmnt -o target,source a
r findmnt -o OPTIONS,VFS-OPTIONS,FS-OPTIONS,OPT-FIELDS,LABEL,UUID -l a/x
r findmnt -s
r findmnt -k a
r findmnt -u -n a
r findmnt -b --df -n -o SIZE,USED,AVAIL a/x
r findmnt -n -o SIZE a/x
r findmnt -n -o MAJ:MIN,ID,TID,PARENT nope
r findmnt -e a
r findmnt -A -R a -n
r findmnt --tree -o SOURCE,TARGET -R a
r findmnt -c -S one -M a -n
r findmnt -S one -M b -n
r findmnt -S one -M $T/a -n -t tmpfs
r findmnt -o
r findmnt -o TARGET,
r findmnt -o ''
