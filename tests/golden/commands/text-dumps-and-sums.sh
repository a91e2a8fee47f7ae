# Each line is given to bash; what it prints follows it, and its status where that is not 0.
cd $T
while IFS= read -r line <&3; do printf '$ %s\n' "$line"; eval "$line" 3<&-; status=$?; [ $status = 0 ] || echo "[$status]"; done 3<<'END'
mkdir d; printf 'Hello\tworld\n\000\001\377\200abc' > o; printf 'abc\n' > c1
hexdump o
hexdump -C o
hexdump -b o
hexdump -c o
hexdump -d o
hexdump -o o
hexdump -x o
hexdump -X o
hexdump -n 5 -C o
hexdump -s 3 -C o
head -c 64 /dev/zero | hexdump -C
head -c 64 /dev/zero | hexdump -vC
hexdump -e '4/1 "%02x " "\n"' o
hexdump -e '"%08_ax  " 8/1 "%02x " "  |" ' -e '8/1 "%_p" "|\n"' o
hexdump -e '1/1 "%d,"' c1; echo
hexdump -e '16/1 "%_u " "\n"' o
hexdump nope
hexdump nope c1
printf '' | hexdump -C
hexdump d
xxd o
xxd -p o
xxd -b o
xxd -c 8 o
xxd -g 1 o
xxd -g 4 -c 8 o
xxd -e o
xxd -u o
xxd -l 4 o
xxd -s 3 o
xxd -s -3 o
xxd -i c1
xxd -i < c1
xxd -p o | xxd -r -p | cmp - o
xxd o | xxd -r | cmp - o
xxd -d o
head -c 64 /dev/zero | xxd -a
xxd nope
printf '00000003: 61 62\n' | xxd -r | od -c
xxd -o 16 o
xxd -g 0 c1
xxd -ps -c 4 o
base64 o
base64 -w 8 o
base64 -w 0 o; echo
base64 o | base64 -d | cmp - o
echo 'YWJj*' | base64 -d
echo 'YWJj*ZGVm' | base64 -di; echo
echo YWJ | base64 -d
echo 'YW==' | base64 -d
echo Y | base64 -d
base32 o
base32 o | base32 -d | cmp - o
echo 'MFRGG===' | base32 -d; echo
base64 -w x o
base64 nope
base64 a b
base64 d
printf '' | base64 | od -c
md5sum o
md5sum o c1
sha1sum o c1
sha224sum o
sha256sum o c1
sha384sum o
sha512sum o c1
b2sum o
b2sum -l 256 o
md5sum < o
md5sum --tag o
sha256sum -b o
md5sum -z o | od -c | tail -n 2
md5sum nope d o
md5sum o c1 > l; md5sum -c l
echo x >> c1; md5sum -c l
md5sum -c --quiet l
md5sum -c --status l
rm c1; md5sum -c l
md5sum -c --ignore-missing l
echo bad > l2; md5sum -c l2
cat l l2 > l3; md5sum -c -w l3
md5sum -c --strict l3
sha1sum -c l
md5sum --tag o | md5sum -c
b2sum --tag o | b2sum -c
cksum o; cksum < o; printf '' | cksum
cksum -a md5 o
cksum -a sha256 --untagged o
cksum -a bsd o
cksum -a sysv o
cksum nope
sum o; sum -s o; sum < o; sum -r o o
sum nope
printf '' | md5sum
head -c 200000 /dev/zero | md5sum
head -c 200000 /dev/zero | sha512sum
head -c 200000 /dev/zero | b2sum
head -c 63 /dev/zero | sha1sum; head -c 119 /dev/zero | sha512sum; head -c 128 /dev/zero | b2sum
printf 'a\nb' > $'w\nx'; md5sum w*
md5sum w* > l; md5sum -c l
md5sum --status o
md5sum -c -z l
md5sum --tag -c l
END
