# Played by bash and the tools of Debian 12; `umount.out` is what they printed.
cd $T
r() { echo "\$ $*"; "$@"; echo "= $?"; }
mkdir a b 'sp ace' 中文 a/dir; touch a/f
r mount -t tmpfs tmpfs a
r umount -v a
r umount a
r umount nope
r umount ''
r umount
r umount -Z
r umount --bad
r umount a b
mount -t tmpfs one a; mount -t tmpfs two b
r umount a b nope
r umount -v a b
mount -t tmpfs one a; mount -t tmpfs two b
r umount -v one
r umount -v $T/b
mount -t tmpfs 'sp src' 'sp ace'; mount -t tmpfs x 中文
grep -c "$T/" /proc/self/mountinfo
r umount -v 'sp ace' 中文
mount -t tmpfs one a; mkdir a/x a/y; mount -t tmpfs two a/x;  mount -t tmpfs three a/y
r umount a
r umount -R -v a
r umount -R a
r umount -R nope
mount -t tmpfs one a; cd a; r umount $T/a; r umount -r $T/a; grep -o "$T/a [a-z]*" /proc/self/mountinfo; r umount -rv $T/a; r umount -l $T/a; cd $T
r umount -q a
r umount -q nope
r umount -n a
mount -t tmpfs one a;mount -t tmpfs two a; r umount -v one; r umount -v a; r umount -v a
mount -t tmpfs one a; mount --bind a b; r umount -A -v b
mount -t tmpfs one a; r umount -v ./a/../a; 
mount -t tmpfs one a; ln -s a l; r umount -v l
mount -t tmpfs one a;mount -t tmpfs one b; r umount -v one; r umount -v one; r umount one
mount -t tmpfs one a; r umount --fake -v a; r umount -t ext4 a; r umount -t tmpfs -v a
mount -t tmpfs one a; r umount -f -v a
r umount a/f
r umount a/f/x
mount -t tmpfs one a;  r umount -c -v $T/a;
mount -t tmpfs one a;  r umount -c -v a;umount $T/a
r umount -V
r umount -i a
r umount -O x
r umount -R
r umount -t
r umount -l a
r umount -f a
r umount -c a
r umount -c nope
r umount -d nope
r umount $T/nope
r umount -l $T/nope
r umount $T/a
r umount -l $T/a
r umount -A a
r umount -A $T/a
r umount -R $T/a
r umount -R one
r umount -t tmpfs one
r umount -t tmpfs a
r umount -t tmpfs $T/a
r umount -q -l nope
r umount -r nope
mount -t tmpfs one a;mkdir a/d;  mount -t tmpfs one a/d;  mount -t tmpfs three b; mount --bind a/d b
r umount -R -A one
r umount -A one
umount b
mount -t tmpfs one a; mount -t tmpfs two b
r umount a nope b nope2 nope3
r umount -a -t foo
r umount -a x -t foo
r umount --fake -l a
r umount --all-targets
r umount --re b
r umount --f b
