# Played by bash and the tools of Debian 12; `mount.out` is what they printed.
cd $T
r() { echo "\$ $*"; "$@"; echo "= $?"; }
m() { grep " $T/" /proc/self/mountinfo | while read -r i p d rest; do echo "$rest"; done; }
mkdir a b c d 'sp ace' 中文 w u l; touch f g
r mount -t tmpfs tmpfs a; mount | grep $T/
r mount -t tmpfs -o size=1m,ro,noexec,nosuid,nodev,noatime foo b;  mount | grep $T/
r mount -t tmpfs 'src x' 'sp ace'; r mount -t tmpfs none 中文; mount | grep $T/; mount -t tmpfs | grep $T/; mount -l -t tmpfs| grep $T/; mount -t notmpfs | grep $T/; mount -t overlay,proc | grep $T
r umount 中文 'sp ace' a b
r mount -v -t tmpfs x a
r mount -v -o remount,ro a; m
r mount -o remount,rw $T/a; m
r mount -o remount,bind,ro $T/a; m
r mount -o remount,nodev,rw x; m
r mount -o remount,ro b
r mount -o remount,ro nope
r mount a
r mount nope

r mount a b
r mount nope a
r mount -t tmpfs x nope
r mount -t nosuch x b
r mount -t tmpfs x f
r mount -t ext4 f b
r mount -t ext4 nope b
r mount -t tmpfs -o bad=1 x b
r mount -t tmpfs -o nosuch x b
r mount -t tmpfs -o size=zz x b
r mount --bind a b; m
r mount --bind nope b
r mount --bind a nope
r mount --bind f g
r mount --bind a g
r mount --bind f b

umount g; mkdir a/x; mount -t tmpfs deep a/x
r mount --rbind a c; m
r mount -R a d;
r mount -v --move d l; m
r mount -M nope d
r mount --move w d
r umount -R l c b
r mount -o bind,ro a b; m
r mount -B -r a c; m
umount b; umount c
r mount --make-private a; m
r mount --make-slave a; m
r mount --make-rprivate a; m
r mount --make-private w
r mount --make-private nope
umount b; umount c
mkdir w/work w/up w/low
r mount -t overlay ov -o lowerdir=w/low,upperdir=w/up,workdir=w/work u; mount | grep $T/u
r umount u
r mount -t overlay ov -o lowerdir=nope,upperdir=w/up,workdir=w/work u
r mount -t overlay ov -o lowerdir=w/low,upperdir=w/up u
r mount -t overlay ov  u
r mount -t overlay ov -o bad  u
r mount -t overlay ov -o lowerdir=w/low,upperdir=w/up,workdir=w/up/x u
r mount -t overlay -o lowerdir=w/low u
r mount -t overlay u -o
r mount --nosuch
r mount -Z
r mount a b c d
r mount -V
r mount -a
r mount -n -t tmpfs x b; r mount -t tmpfs y b; m; r mount -t tmpfs y b; r mount y b -t tmpfs;m
r mount -f -v -t tmpfs x d
r mount --source src --target d -t tmpfs; r mount --target nope
r mount --source foo
r mount -w -t tmpfs x d; r mount -r -o rw -t tmpfs x d; m
r mount -t tmpfs x d -o rw,ro; r mount -t tmpfs -o defaults,relatime,strictatime,nodiratime x d; m
r mount -t tmpfs -o noauto,user,x-foo=1,_netdev,comment=bla  x d; m
r mount -m -t tmpfs x new/er; m
r mount -o X-mount.mkdir -t tmpfs x new2/er;
r mount -L foo d
r mount -U foo d
r mount LABEL=foo d
r mount UUID=foo d
r mount -t proc proc d; r mount -t sysfs s d; m
 mkdir $T/t2; cd $T/t2; mkdir a b c d; touch f; echo hello > g; mkfifo p
r mount f b
r mount g b
r mount p b
r mount /dev/null b
r mount -t nosuch f b
r mount -t nosuch x b
r mount -t nosuch,tmpfs x b
r mount -t auto x b
r mount -t ext4 p b
r mount -t ext4 a b
r mount -t proc nope b; umount b
r mount -t tmpfs x nope/f
r mount -t tmpfs x f/g
r mount -o rbind,ro a d;
r mount -o bind -t tmpfs a d
r mount -o bind nope nope2
r mount --bind a
r mount --move a
r mount --make-private
r mount --make-private a b
r mount -o remount a
r mount -o remount
r mount -o '' -t tmpfs x d
r mount -o 'a"b,c",size=1m' -t tmpfs x d
r mount -t overlay -o 'lowerdir=a\,b:c' x d
r mount --bind . d; 
r mount --bind / d;umount d
r mount -T /nonexist a
r mount -t tmpfs x ''
r mount '' d -t tmpfs
r mount -t '' x d
cd ..; mkdir t3; cd t3
mkdir a b c d; touch f; echo hello > g; mkfifo p
r mount --bind
r mount --source x
r mount --source x d -t tmpfs
r mount --target d x -t tmpfs
r mount --target d -t tmpfs
r mount --target d  -t tmpfs -o rw
r mount --target d --bind
r mount --target b --bind a
r mount --target b --source a  --bind c
r mount -L x a b
r mount -L x
r mount --source LABEL=x a
printf 'tmpfs %s tmpfs noauto,size=4k 0 0\nx %s tmpfs defaults,ro 0 0\n# c\n\nnope %s ext4 defaults 0 0\nnope2 %s ext4 nofail 0 0\n  /t/t3/a\t%s none bind 0 0\nfoo /t/t3/d zfs user,noauto\nbar none swap sw 0 0\nr /t/t3/missing tmpfs defaults\nroot / ext4 ro\nbad\n' $T/t3/a $T/t3/b $T/t3/c $T/t3/c $T/t3/d > fstab
r mount -T fstab a
r mount -T fstab /t/t3/b
r mount -T fstab x
r mount -T fstab -a
r mount -T fstab -av
r mount -T fstab -av -t tmpfs
r mount -T fstab -av -O noauto
r mount -T fstab foo
r mount -T fstab -o noexec x
r mount -T fstab  bar
umount a; r mount -v -T fstab -o noexec,size=8k a
r mount -T fstab -o remount,ro a
r mount --bind --move a b
r mount --bind -o remount,ro a b
r mount -v -t tmpfs -m x q/w
r mount -v -t tmpfs --mkdir=700 x q/w2/e; stat -c '%a %n' q q/w q/w2 q/w2/e
r mount -t tmpfs -o X-mount.mkdir=0711 x q/w3/e; stat -c '%a %n' q/w3
r mount -m -t tmpfs x f
r mount -m -t tmpfs x f/g
r mount -i -s -t tmpfs x c
r mount -t foofs x c
r mount -t foofs f c
r mount -t foofs,tmpfs x c
r mount -t notmpfs x c
r mount -t ext4,tmpfs f c
