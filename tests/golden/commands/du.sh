# Played by bash and the tools of Debian 12; `du.out` is what they printed.
cd $T
r() { echo "\$ $*"; "$@"; echo "= $?"; }
mkdir -p d/s/t d/e; printf '%5000s' x > d/f; printf '%100s' x > d/s/g; printf '%70000s' x > d/s/t/h; printf '%9000s' x > d/e/one; ln d/e/one d/e/hard; ln -s ../f d/s/l; mkdir 'sp ace' 中文; truncate -s 1M d/sparse; touch d/empty; touch -d '2025-12-31 08:07:06' d/s/t/h d/s/t d/s d/e d/e/* d/s/* d/empty d/sparse d/f d; touch -h -d '2025-12-31 08:07:06' d/s/l
S=sort
r du d | $S
r du -a d/s | $S
r du -s d
r du -sh d d/s
r du -h d/s
r du -c d/e d/s
r du -d 0 d
r du -d 1 d | $S
r du --max-depth=1 -a d/s | $S
r du -b d/f d/s/g d/sparse
r du -sb d/e
r du --apparent-size d/sparse d/f
r du --apparent-size -h d/sparse d/f
r du -k d/f; r du -m d/f; r du -BK d/f; r du -B 100 d/f; r du -BM d/s/t/h; r du --si d/s/t/h; r du --block-size=1 d/f
r du --inodes d | $S
r du --inodes -s d
r du -S d | $S
r du -Sh d | $S
r du -l d | $S
r du -sl d
r du -L d/s | $S
r du -D d/s/l
r du d/s/l
r du -P d/s/l
r du -0 d/e; echo
r du --exclude='*e*' d | $S
r du --exclude=h d | $S
r du -a --exclude='d/s/g' d/s | $S
r du -a -t 8K d/s | $S
r du -a -t -5K d/s | $S
r du --threshold=1M d
r du -t bad d
r du --time d/f d/s/t
r du --time --time-style=+%Y -s d/s/t
r du --time --time-style=full-iso d/s/t
r du --time --time-style=iso d/s/t
r du --time=atime --time-style=long-iso d/empty
r du --time=bad d
r du --time-style=bad --time d
r du nope
r du d/f nope d/e
r du -s -a d
r du -s -d 1 d
r du -s -d 0 d
r du -d x d
r du -d -1 d
r du --bad
r du -Z
r du -B 0 d
r du -B x d
r du d/e d/e d/s
r du d/f d/f d/e/hard d/e/one
r du 'sp ace' 中文
r du -x d/e
mkdir m; mount -t tmpfs x m; echo a > m/f; mkdir n; mkdir n/m; mount --bind m n/m
r du -x n; r du -s n; r du n
echo d/e > list; printf 'd/e\0d/s/t\0' > list0
r du --files0-from=list0
r du --files0-from=list0 d
r du --files0-from=nope
r du -hs d/f d/empty
r du -ah d/s/t
DU_BLOCK_SIZE=M r du d/e; BLOCK_SIZE=1 r du d/e; POSIXLY_CORRECT=1 r du d/e
r du --apparent-size -b -k d/f
r du -kb d/f
r du -c nope
r du -X nope d
echo h > ex;  r du -X ex d | $S
r du | $S
r du -s .
