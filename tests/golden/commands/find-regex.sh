# Played by bash and GNU find 4.9.0 of Debian 12; `find-regex.out` is what they printed.
cd $T
mkdir -p a/bb; touch a/x1.c a/x22.c a/Y.h a/bb/z a/q+
t() { echo "\$ find $*"; find "$@" > out; echo "=$?"; sort out; }
t a -regex '.*\.c'; t a -regex 'x.*'; t . -iregex '.*y\.H'; t a -regex '.*[0-9]+\.c'; t a -regex '.*\(c\|h\)'; t a -regextype posix-extended -regex '.*/(x[0-9]{2}|z).*'; t a -regex '.*x[0-9]\{2\}.*'; t a -regextype sed -regex '.*x[0-9]\{2\}.*'; t a -regextype egrep -regex '.*(c|h)'; t a -regex '.*q\+'; t a -regextype posix-basic -regex '.*x[0-9]\+.*'; t a -regextype grep -regex '.*\(c\|h\)'; t a -regextype awk -regex '.*(c|h)'; t a -regex '.*[[:digit:]].*'; t a -regextype sed -regex '.*[[:digit:]].*'; t a -regex '*x'; t a ! -regex '.*c' -type f
t a -regex '\('; t a -regextype posix-egrep -regex '['; t a -regex; t a -regextype
t a -regextype foo -regex x
