# Played by bash and the tools of Debian 12; `files.out` is what they printed.
cd $T
mkdir -p a/b; echo hi > a/f; echo two > a/b/g; ln -s f a/l; ln a/f a/h
cp -r a c; ls c c/b; cp a/f c/new; cat c/new; cp nope x; echo $?; cp a d; echo $?
mv c e; ls e; mv nope x; echo $?; mv a/f a/f; echo $?
stat -c '%n %s %F %h %a %A' a a/f a/l; stat -c %i nope; echo $?
head -n 1 a/f; printf '1\n2\n3\n' > n; tail -n 2 n; tail -n +2 n; head -c 3 n; wc n; wc -l < n; wc -l n a/f
grep -n 2 n; grep -c . n; grep -v 2 n; grep zzz n; echo $?; grep 'a\|1' n; grep -E '^(1|3)$' n; grep x nope; echo $?
find a | sort 2>/dev/null; find a -name 'g' -type f; find a -maxdepth 1 -type l; find a -empty; find . -name n -exec cat {} \;
chmod u+x,go-r a/f; stat -c %a a/f; chmod 640 a/f; stat -c %a a/f; chmod zzz a/f; echo $?; chmod 600 nope; echo $?
touch -d '2020-01-01 00:00:00' a/f; stat -c %y a/f; touch new1; ls new1
rmdir a; echo $?; mkdir z; rmdir z; rmdir z; echo $?
ln a/f a/f; echo $?; ln -s x a/l; echo $?; readlink a/l; readlink -f a/l | grep -o 'a/f$'
mkdir m; setfattr -n user.x -v hello a/f; getfattr -d a/f; getfattr -n user.y a/f; echo $?
uname -s; whoami; id -u; true; echo $?; false; echo $?; mknod p p; ls -l p | head -c 10; echo
rm -r a/b; rm a; echo $?; rm -rf a e; ls
