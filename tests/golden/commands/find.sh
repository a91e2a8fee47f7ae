cd $T
umask 022
mkdir -p a/b/c a/e; printf hi > a/f; : > a/b/empty; printf '%2000s' > a/b/big; ln -s f a/l; ln -s no a/n; ln a/f a/b/hard; touch 'a/e/x y'; ln -s ../e a/b/d
touch -d '2020-01-02 03:04:05.123456789' a/f; touch -d '2021-06-07 08:09:10' a/b/big; touch -d '90 seconds ago' a/b/empty; touch -d '36 hours ago' 'a/e/x y'; chmod 640 a/b/big; chmod 4755 a/b/empty; chown 77:88 a/b/big
t() { echo "\$ find $*"; find "$@" > out 2> err; echo "=$?"; sort out; cat err; }
t a; t; t a/; t ./a/ -maxdepth 1 -name f; t nope a/l; t a -maxdepth 0; t a -mindepth 2; t a -maxdepth 1 -mindepth 1
t a -size 0; t a -type f -size +1; t a -type f -size -2; t a -size 2c; t a -size -3c -type f; t a -size 2000c; t a -size 1k -type f; t a -size 1000w; t a -size 3q; t a -size x; t a -size 1c1; t a -size +1M
t a -mmin 1; t a -mmin 2 -name empty; t a -mmin +1 -type f; t a -mtime 1 -type f; t a -mtime +0 -type f; t a -mtime +1 -type f; t a -mtime -2 -type f; t a -mtime -1.2 -type f; t a -mtime -1.8 -type f; t a -mtime x
t a -newer a/b/big -type f; t a -newer nope; t a -newermt 2021-01-01 -type f; t a -newermt zz; t a -newerXY f; t a ! -newermm a/b/big -type f; t a ! -newermt @1600000000
t a -perm 640; t a -perm -4000; t a -type f -perm /u+x,g+x; t a -type f -perm -u=rw,g=r; t a -perm u=rw,g=r; t a -perm zz; t a -type f -perm 0644
t a -empty; t a -samefile a/f; t a -links 2 -type f; t a -links +1 -type f; t a -links x; t a -inum x; t a -samefile nope
t a -user 77; t a -group 88; t a -nouser; t a -nogroup; t a -uid 77 -gid 88; t a -user root -name f; t a -user nouser; t a -group nog
t a -type f,l; t a -type z; t a -type; t a -type f,; t a -type ff; t a -type ''; t a -xtype l; t -L a -type l; t -L a/b -name 'x*'; t -H a/b/d; t a/b/d; t a/b/d/; t a -xtype f -name l
t a -name b -prune -o -print; t a -name b -prune -o -type f; t a -type d ! -name b; t a -not -type d -name f -o -name n; t a '(' -name f -o -name n ')' -a -type l; t a -name f , -name n; t a -false; t a -true -name f; t a -path 'a/b*'; t a -ipath 'A/B*'; t a -lname 'f*'; t a -ilname 'F'; t a -iname 'F'; t a -wholename '*e*'; t a -name '[!a-e]'; t a -name 'x\ y'; t a -name '*.?'
t a '(' -name x; t a -name x ')'; t a -o; t a !; t a -name x -o; t a '(' ')'; t a -a; t a -name a -a; t a , -name a; t a -foo; t a -name f foo; t a -name; t a -maxdepth x; t a -maxdepth -1; t a -prune -delete
t a -type f -exec echo {} x{}y ';'; t a -name f -exec false ';' -print; t a -name f -exec nosuch {} ';'; t a -name f -exec nosuch {} +; t a -name f -exec false {} +; t a -type d -exec false ';' -o -name f; t a -exec echo; t a -exec ';'; t a -exec echo {} {} +; t a -exec echo {}; t a -name f -exec echo + ';'
t a -name f -execdir pwd ';'; t a -type f -execdir echo {} ';'; t a -name hard -execdir echo {} +; t / -maxdepth 0 -execdir echo {} ';'; t a/ -maxdepth 0 -execdir echo {} ';'; t a -name f -ok echo {} ';'
for i in a/f a/n; do echo "$i ->"; find a -type f -exec echo one {} + | wc -w; done
yes n | find a -name f -ok echo {} \;; echo "=$?"; yes | find a -name f -ok echo {} \;; echo "=$?"
find a -name 'b*' -print0 | od -c | head; find a -maxdepth 1 -depth | tail -1
t a -printf '%p|%f|%h|%H|%P|%d|%y|%Y|%l\n'; t a/f -printf '%a' -quit; t a -type f -printf '%m %#m %M %n %s %u %g %U %G %p\n'; t a/f -printf '%t|%T@|%T+|%Tc|%TY-%Tm-%Td %TH:%TM:%TS|%TT|%TX|%Tx|%TD|%Ta|%TA|%Tb|%Tj|%Ts|%Tk|%TI\n'; t a/f -printf '%%|\t\101\\|%5s|%-5s|%05s|%.1f|%5d|%05d|\n'; t a/f -printf 'x\cy' -printf '%z'; t a/f -printf '\q'; t a/f -printf '%'; t a/f -printf '\'; t a/f -printf; [ "$(find a/f -printf '%i %D')" = "$(stat -c '%i %d' a/f)" ]; echo "= $?"; t a/ -maxdepth 0 -printf '%f|%h|%P|%H|%p\n'; t ./a/f -printf '%f|%h|%P|%H|%p\n'; t / -maxdepth 0 -printf '%f|%h|%P\n'
l() { find "$@" -ls | awk '{$1="";$2="";print}'; }
find a/b/big -printf ok -fprint o1 -fprint0 o2 -fprintf o3 '%f %s\n' -fls o4; echo; cat o1 o3; od -c o2; sed 's/^ *[0-9]* *[0-9]* //' o4; t a -fprint /no/x; t a -fls; find a/f a/n a/l 'a/e/x y' -ls | sed 's/^ *[0-9]* *[0-9]* //; s/[A-Z][a-z][a-z] .* a/D a/'; mknod dev c 5 1; touch -d 2001-02-03 dev; find dev -ls | sed 's/^ *[0-9]* *[0-9]* //'
find a/e -quit; t a -name big -readable -writable; t a -type f -executable
mkdir z; ln -s .. z/up; t -L z -name nothing
t a -name empty -delete -print; t a/b -delete; t a; t a -mindepth 1 -name e -delete; mkdir -p q/r; touch q/r/s; t q -name r -delete; cd q; find . -delete; ls -A; cd ..; t q
