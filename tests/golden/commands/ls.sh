# clock: 2026-01-01 09:00:00
cd $T
r() { echo "\$ $*"; "$@"; echo "= $?"; }
umask 022
mkdir d d/sub .hid 'sp ace' 中文; touch .dot d/b d/a d/.z; printf '%1234s' x > big; printf '%5000s' x > bigger; : > empty; echo hi > f1; echo hi > f2; echo hi > f10; ln -s f1 link; ln -s nope broken; ln -s d dlink; ln f1 hard; mkfifo pipe; touch exe; chmod 755 exe; touch 'a b' "it's" 'q"q' $'n\nl' $'t\tt' $'e\033[31m' 'b\s' ./-dash 文件 $'\xff\xfe' 'a*' '$x' '#h' '~t' 'x=y' '{'; chmod 4755 f2; chmod 1777 'sp ace'; chmod 2755 d/sub; mknod null c 1 3; mknod blk b 8 1; touch a.tar.gz p.png s.sh m.mp3
touch -h -d '2025-12-31 08:07:06.123456789' -- * .dot .hid d/* d/.z . ../t; touch -h -d '2025-03-01 01:02:03' big f10; touch -d '2026-02-01 01:02:03' f2; touch -d '2024-11-05' empty; touch -d '2025-12-31 09:00:00' f1
touch -a -d '2025-10-10 10:10:10' bigger
r ls
r ls -a
r ls -A
r ls -1
r ls -l
r ls -l d
r ls -la d
r ls -lA .
r ls -C
r ls -x
r ls -C -w 40
r ls -x -w 40
r ls -C -w 0
r ls -C -w 20 d
r ls -m
r ls -m -w 30
r ls -w x
r ls -T x
r ls -CT 4 -w 40
r ls -CT0 -w 50
r ls -F
r ls -p
r ls --file-type
r ls --indicator-style=classify -C
r ls --classify=auto -C d
r ls --classify=always -C d
r ls -lF
r ls -lp d
r ls -R
r ls -Rl d
r ls -g d
r ls -o d
r ls -lG d
r ls -n d
r ls -go d
r ls -s d
r ls -sh big bigger
r ls -lh big bigger empty
r ls -l --si big bigger
r ls -lk big bigger
r ls -l --block-size=1K big bigger
r ls -l --block-size=K big bigger
r ls -ls --block-size=M big bigger
r ls -l --block-size="'1" big bigger
r ls -sk bigger
r ls -s1 big bigger f1
r ls -S
r ls -Sr
r ls -t
r ls -tr
r ls -X
r ls -v
r ls --sort=version f1 f2 f10
r ls --sort=size f1 big
r ls --sort=extension a.tar.gz p.png
r ls --sort=width f1 f10 big
r ls --sort=bad
r ls --sort
r ls -d d
r ls -d
r ls -ld d d/ dlink dlink/
r ls -d */
r ls dlink
r ls -l dlink
r ls -l dlink/
r ls -L broken
r ls -Ll dlink link
r ls -lL broken
r ls -H dlink
r ls -lH dlink
r ls -lH broken
r ls --dereference-command-line-symlink-to-dir -l dlink link
r ls -Q
r ls -b
r ls -q
r ls -N
r ls --show-control-chars
for s in literal shell shell-always shell-escape shell-escape-always c escape locale c-maybe clocale bad; do r ls --quoting-style=$s; done
QUOTING_STYLE=c r ls d
QUOTING_STYLE=bad r ls d
r ls -lQ link
r ls -B
touch d/b~; touch -d '2025-12-31 08:07:06' d d/b~; r ls -B d
r ls -I 'f*'
r ls --ignore='[a-e]*' --ignore='.d*' -a
r ls --hide='f*' -C
r ls -a --hide='f*' -C
r ls --group-directories-first
r ls --group-directories-first -r
r ls --zero d
r ls -l --time-style=full-iso f1 f2
r ls -l --time-style=long-iso f1 f2
r ls -l --time-style=iso f1 f2 f10
r ls -l --time-style=locale f1 f2
r ls -l --time-style=posix-iso f1 f2
r ls -l --time-style=posix-long-iso f1
r ls -l --time-style='+%s %Y' f1 f2
r ls -l --time-style=$'+OLD %Y\nNEW %m' f1 f2 f10
r ls -l --time-style=bad f1
r ls -l --time-style=l f1
r ls --full-time f1
TIME_STYLE=iso r ls -l f1
TIME_STYLE=bad r ls -l f1
r ls -lu bigger
r ls -l --time=atime bigger
r ls -u -t bigger f1
r ls --time=bad
r ls --time=mtime -l f1
r ls nope
r ls nope f1 d
r ls f1 nope2 nope1 d link
r ls ''
r ls 'no such' "it's not" $'n\033'
r ls f1/x
r ls d f1 d/sub
r ls -l null blk pipe
r ls -l null f1
r ls -Z d
r ls -lZ f1
r ls --context f1
r ls -J
r ls --bad
r ls --color=bad
r ls --col=always d
r ls -e
r ls -- -dash
r ls -1 --author -l f1
r ls -lc --time-style=+x f1
r ls -l broken link
r ls -ld --color=always d link broken exe f2 'sp ace' d/sub pipe null blk a.tar.gz p.png hard m.mp3 dlink f1
r ls --color=always
r ls --color=always -C -w 50
r ls --color=always -F d
LS_COLORS='di=01:ln=target:*.sh=35:ex=4:or=9:mi=7:fi=2:no=0' r ls --color=always -l d link broken s.sh exe
LS_COLORS='bad' r ls --color=always d
LS_COLORS='zz=1' r ls --color=always d
LS_COLORS='' r ls --color=always d
r ls --color=auto d
r ls --color d
r ls --color=never d
r ls --hyperlink=never d
r ls -i d/nope
export LC_ALL=C.UTF-8
r ls
r ls -C -w 40
r ls -l 中文 文件
r ls -Q
r ls -b
for s in shell-escape c escape locale; do r ls --quoting-style=$s; done
r ls 'no such' "it's not" 没有
# As where GNU's translations are not installed.
export LC_ALL=zh_CN.UTF-8 LANGUAGE=en
r ls -l f1 f2 big
r ls -l 文件
r ls -ld 中文 --full-time
r ls -l --time-style=long-iso f1
r ls -l --time-style=locale f1
export LC_ALL=C TERM=xterm
r ls -ld --color=always d link broken exe f2 'sp ace' d/sub pipe null blk a.tar.gz p.png hard m.mp3 dlink f1
r ls --color=always
r ls --color=always -C -w 50
r ls --color=always -F d
r ls --color=always -1 empty
TERM=dumb r ls --color=always d
TERM=dumb COLORTERM=1 r ls --color=always d
LS_COLORS='or=41:mi=42:mh=43:st=44:ow=45:tw=46:su=47:sg=48:ca=49:do=50:*.gz=51:*.tar.gz=52:*.sh=53:rs=7:ln=54' r ls -l --color=always *.gz s.sh f1 f2 broken link 'sp ace'
LS_COLORS='di=1:lc=<:rc=>:ec=!:*~=3:no=4' r ls --color=always d
r ls -C --quoting-style=shell-escape -w 60
r ls -l --quoting-style=shell-escape "it's" f1 f2
r ls -l --quoting-style=shell-escape f1 f2
r ls -x --quoting-style=c-maybe -w 60
r ls -C --quoting-style=shell-escape -w 60 f1 f2 big
r ls -C --quoting-style=shell-escape -F -w 60 'sp ace' d
r ls -m --quoting-style=shell-escape -w 60 f1 f2 'a b'
r ls -R --quoting-style=shell-escape 'sp ace' d
mkdir 'co:lon'; r ls -R --quoting-style=shell-escape 'co:lon' d/sub
r ls -R --quoting-style=c 'co:lon' d/sub
r ls -l1 f1
r ls -lC f1 f2
r ls -lx f1 f2
r ls -lm f1 f2
r ls -fl empty
r ls -C1 f1 f2
r ls -kh big
r ls -hk -s big
r ls -s -C -w 60
r ls -si --si big | tail -c 4
chown 12345:54321 empty; r ls -l empty f1; r ls -n empty f1; r ls -ln empty
BLOCK_SIZE=K r ls -ls big
LS_BLOCK_SIZE=1 r ls -ls big
POSIXLY_CORRECT=1 r ls -s big
COLUMNS=30 r ls -C
TABSIZE=3 r ls -C d f1 f2
r ls --format=across d
r ls --format=long d
r ls --format=single-column d
r ls --format=commas d
r ls --format=vertical d
r ls --format=bad d
r ls --time=birth -l --time-style=+x f1
r ls -tu bigger f1 big
r ls -c -1 empty empty
mkdir v; cd v; touch a1 a10 a2 a02 a1.1 a.b a.b~ .a1 .b 1 2 10 a-1 A B; r ls -v; r ls -av; r ls -vr; r ls -X; r ls -Xr; r ls --sort=width; r ls; cd ..
r ls -1U empty f1 big
r ls -U empty -1 f1 big
