# Each line is given to bash; what it prints follows it, and its status where that is not 0.
cd $T
while IFS= read -r line <&3; do printf '$ %s\n' "$line"; eval "$line" 3<&-; status=$?; [ $status = 0 ] || echo "[$status]"; done 3<<'END'
expr 1 + 2
expr 5 - 7
expr 3 '*' 4
expr 7 / 2
expr -7 / 2
expr 7 % 3
expr 1 / 0
expr a + 1
expr 1 '<' 2
expr a '<' b
expr 10 '<' 9
expr 2 '>=' 2
expr a = a
expr a != a
expr 0
expr ''
expr '' '|' x
expr 0 '|' 0
expr a '&' b
expr a '&' 0
expr abc : 'a\(.\)c'
expr abc : 'ab'
expr abc : 'x'
expr abc : 'x\(y\)'
expr match abcdef 'a.*e'
expr length hello
expr index hello lo
expr substr hello 2 3
expr substr hello 0 3
expr '(' 1 + 2 ')' '*' 3
expr 1 +
expr + length
expr 1 2
expr '(' 1
expr '(' 1 2
expr ')'
expr
expr -- 1 + 1
expr 99999999999999999999 + 1
expr abc : '\('
expr a '|' 1 / 0
expr 1 == 1
/usr/bin/printf '%s|%5s|%-5s|%.2s\n' abc abc abc abc
/usr/bin/printf '%d %i %o %u %x %X\n' 10 -10 8 7 255 255
/usr/bin/printf '%5d|%-5d|%05d|%+d|% d\n' 42 42 42 42 42
/usr/bin/printf '%#x %#o %.3d\n' 255 8 5
/usr/bin/printf '%f %e %g %a\n' 3.14159 31415.9 0.00001 1
/usr/bin/printf '%.2f %.0f %10.3f|\n' 2.675 2.5 3.14159
/usr/bin/printf '%.20f\n' 0.1
/usr/bin/printf '%g %g %g %G\n' 100000 1000000 1e-5 1e-10
/usr/bin/printf '%c%c\n' abc ''
/usr/bin/printf '%b|' 'a\tb\n' '\101' '\0101' 'x\cy' z; echo
/usr/bin/printf '%q %q\n' "it's" 'a b'
/usr/bin/printf 'a\tb\\n\x41\101\n'
/usr/bin/printf '%s\n' a b c
/usr/bin/printf '%s %s\n' a b c
/usr/bin/printf '%d\n' abc
/usr/bin/printf '%d\n' 12abc
/usr/bin/printf '%d\n' 99999999999999999999
/usr/bin/printf '%d\n' "'A"
/usr/bin/printf '%d\n' 0x1f 017
/usr/bin/printf '%f\n' x
/usr/bin/printf '%z\n' x
/usr/bin/printf '%5\n'
/usr/bin/printf
/usr/bin/printf 'x\n' a b
/usr/bin/printf '%*d|%-*d|%.*f\n' 5 1 5 2 2 3.14159
/usr/bin/printf '%%\n'
/usr/bin/printf '\u00e9\n' | od -c
/usr/bin/printf '\z\n'
/usr/bin/printf 'abc\cdef'; echo
/usr/bin/printf '%s'; echo '|'
/usr/bin/printf '%d'; echo '|'
/usr/bin/printf '%x\n' -1
/usr/bin/printf '%u\n' -1
/usr/bin/printf '%e\n' 0 12345.678 inf nan -inf
/usr/bin/printf '%08.2f|%+.1e|% g\n' 3.14159 1234.5 1.5
/usr/bin/printf '%a %.2a\n' 0.1 3.999
/usr/bin/printf '%#g %#.0f\n' 1 1
/usr/bin/printf '%#d\n' 1
/usr/bin/printf '\x\n'
/usr/bin/test a; /usr/bin/test ''
/usr/bin/[ a = a ]
/usr/bin/[ a = b ]
/usr/bin/[ a = a
/usr/bin/[ 1 -lt 2 ]
/usr/bin/[ x -lt 2 ]
/usr/bin/[ -f / ]
/usr/bin/[ -d / ]
/usr/bin/[ ! -d / ]
/usr/bin/[ a -a '' ]
/usr/bin/[ '' -o a ]
/usr/bin/[ '(' a ')' ]
/usr/bin/[ a b ]
/usr/bin/[ a b c ]
/usr/bin/[ -z ]
/usr/bin/[ -q x ]
/usr/bin/[ a = b -o c = c ]
/usr/bin/[ 1 -eq 1 -a 2 -eq 3 ]
/usr/bin/[ -l abc -eq 3 ]
/usr/bin/[ / -ef /. ]
/usr/bin/[ a = a b ]
/usr/bin/[ '(' a = a ]
/usr/bin/test -e nope
/usr/bin/test 1 = 1 -a '(' 2 = 2 ')'
/bin/echo a b
/bin/echo -n a; echo
/bin/echo -e 'a\tb\0101\x41'
/bin/echo -E 'a\tb'
/bin/echo -ne 'a\cb'; echo
/bin/echo --
/bin/echo -x
/bin/true a; /bin/false
/bin/pwd
/bin/pwd -x
mkdir d; ln -s d l; cd l; /bin/pwd; /bin/pwd -L; /bin/pwd -P; cd ..
factor 1 2 12 97 100 1000000007 18446744073709551557 18446744073709551615
factor 0 x -3
factor -h 72
echo 6 7 x 8 | factor
factor 1000000016000000063
printf 'a\nb\nc\n' | shuf | sort
shuf -e a b c | sort
shuf -i 1-3 | sort
shuf -n 0 -e a
shuf -i 3-1
shuf -n x
shuf -e -i 1-2
shuf a b
shuf nope
shuf --random-source=/dev/zero -i 1-5
seq 100 > rs; shuf --random-source=rs -i 1-20
shuf --random-source=rs -e a b c d e f g
shuf -r -n 3 --random-source=rs -e a b
shuf -r -n 2 -e
numfmt 1000
numfmt --to=si 1000 1500 999999 1000000 12345
numfmt --to=iec 1024 1536 1000000
numfmt --to=iec-i 1048576 2000
numfmt --from=si 1K 2M 1.5G
numfmt --from=iec 1K 1.5M
numfmt --from=iec-i 1Ki
numfmt --from=auto 1K 1Ki
numfmt 1K
numfmt x
numfmt --from=si 1Kx
numfmt --from=iec-i 1K
numfmt --invalid=warn x 5
numfmt --invalid=ignore x 5
numfmt --invalid=fail x 5
printf 'a 1000 b\nc 2000 d\n' | numfmt --field 2 --to=si
printf 'a:1000:b\n' | numfmt -d: --field 2 --to=si
numfmt --padding 8 5
numfmt --padding -8 5; numfmt --format '%06f' 5
numfmt --format '%.2f' 5.678
numfmt --format 'x%8.1fy' 5.678
numfmt --suffix B --to si 5000
numfmt --round down --to si 1999
numfmt --round nearest --to si 1949
numfmt --to-unit 1000 5500
numfmt --from-unit 512 4
printf 'h\n1000\n' | numfmt --header --to=si
numfmt --to=x 5
numfmt --format 'x' 5
numfmt --format '%d' 5
numfmt --grouping 1000000
numfmt 1.2.3 1e5 -5 +5
END
