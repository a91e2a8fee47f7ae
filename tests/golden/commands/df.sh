# Played by bash and the tools of Debian 12; `df.out` is what they printed.
cd $T
r() { echo "\$ $*"; "$@"; echo "= $?"; }
mkdir a b 'c d' 中文; mount -t tmpfs -o size=10m,nr_inodes=1000 one a;  mount -t tmpfs -o size=1000k,nr_inodes=90000 two b;  mount -t tmpfs -o size=3m 'so urce' 'c d'; mount -t tmpfs -o size=2m zh 中文; printf '%3000000s' x > a/f; printf '%70000s' x > b/f; touch a/g
r df a
r df -h a b
r df -H a b
r df -i a b
r df -hi a
r df -T a b
r df -hT a
r df -k a b
r df -m a b
r df -BM a
r df -B1 a
r df -B 1k b
r df -BK b
r df --block-size=MB b
r df -P a
r df -Ph a
r df -Pm a
r df -PT a
r df --total a b
r df -h --total a b
r df --output a
r df --output=source,target a
r df --output=target,pcent,avail a b
r df --output=itotal,iused,iavail,ipcent,size,used,file,fstype a/f b/f
r df --output=bad a
r df --output=source,source a
r df -T --output a
r df -i --output a
r df -P --output a
r df a/f a/g
r df nope
r df a nope b
r df -t tmpfs a
r df -t ext4 a
r df -x tmpfs a
r df -x tmpfs -t tmpfs a
r df "c d" 中文
r df -a a
r df -l a
r df --sync --no-sync a
r df --si a
r df one
r df -Z
r df --bad
r df -B 0 a
r df -B x a
r df -B 10x a
r df --block-size=2K a
r df --block-size=human-readable a
r df --block-size=si a
r df --block-size=1 a
r df --block-size=1234 a
r df -B KB a
r df -B KiB a
r df -v a
r df /proc
r df -t nosuch
r df -t proc
r df -a -t proc
r df -a -h -t proc --total
r df --total --output=source,size,target a b
BLOCKSIZE=1 df a; DF_BLOCK_SIZE=M df a; BLOCK_SIZE=h df a; POSIXLY_CORRECT=1 df a
LC_ALL=C.UTF-8 df 中文
mkdir a/m; mount --bind a/m b; df --output=source,fstype,size,target b
