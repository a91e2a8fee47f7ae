# Played by bash and the tools of Debian 12; `stat.out` is what they printed.
cd $T
r() { echo "\$ $*"; "$@"; echo "= $?"; }
umask 022
mkdir d; printf '%5000s' x > f; : > empty; ln -s f link; ln -s 'a b' l2; ln f hard; mkfifo p; mknod c c 1 3; mknod b b 8 17; touch 'a b' "it's" $'n\nl' 中文; chmod 4755 f; touch -h -d '2025-12-31 08:07:06.123456789' *; mount -t tmpfs -o size=10m,nr_inodes=100 x d
r stat -c '%n|%N|%a|%A|%b|%B|%f|%F|%g|%G|%h|%s|%t|%T|%u|%U' f empty link l2 p c b d 'a b' "it's" $'n\nl' 中文
r stat -c '%x|%X|%y|%Y' f
r stat -c '%.X|%.3Y|%.1Y|%.0Y|%-20Y|%020Y|%.12Y' f
r stat -c '%5a|%05a|%-5a|%10n|%-10n|%.2n|%+s|% s|%#a|%#x|%010s|%10.3s' f
r stat -c '%m' f d
r stat -c '%Hr %Lr %r %R %t %T' c b
r stat -c '%%|%q|%|' f
r stat -c '%' f
r stat -c 'a%5' f
r stat -c '\n%n' f
r stat --printf '%n\n\t\\\x41\101\e[\"\q|\0|%a\n' f
r stat --printf 'a\' f
r stat --printf '%s' f; echo
r stat -L -c '%F %n' link

r stat nope
r stat -c %n f nope
r stat
r stat -Z
r stat --bad
r stat -f -c '%a|%b|%c|%d|%f|%l|%n|%s|%S|%t|%T' d
r stat -f -c '%n %T %t %l' / /proc
r stat -f nope
r stat -f d | grep -v ID
r stat -f -t d | grep -o "255.*"
r stat -tf d | grep -o "255.*"
r stat -c %C f
r stat --format=%n f
r stat -c '%n' -
r stat -c '%F' - < f
stat f | grep -e File -e Size -e 'Access: (' -e Modify
stat link | grep -e File -e Size -e 'Access: (' -e Modify
stat c | grep -e File -e Size -e 'Access: (' -e Device | grep -v Inode
stat d | grep -e File -e Size -e 'Access: ('
stat 'a b' "it's" $'n\nl' 中文 | grep -e File -e Size
stat -t f | grep -o "^f.*89ed"
LC_ALL=C.UTF-8 stat -c '%N' 中文 $'n\nl' "it's"
QUOTING_STYLE=c stat -c '%N' 中文 link
r stat --cached=always -c %n f
r stat --cached=bad -c %n f
r stat ''
