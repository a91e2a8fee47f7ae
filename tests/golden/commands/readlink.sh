# Played by bash and the tools of Debian 12; `readlink.out` is what they printed.
cd $T
r() { echo "\$ $*"; "$@"; echo "= $?"; }
mkdir -p d/e 中文 'sp ace'; touch f d/g; ln -s f l; ln -s d dl; ln -s nope bad; ln -s loop loop; ln -s ../f d/up; ln -s /t/d/e abs; ln -s 'sp ace' ls; ln -s nope/x bad2
r readlink l dl f nope
r readlink l dl
r readlink -n l; echo
r readlink -n l dl; echo
r readlink -z l dl; echo
r readlink f
r readlink -v f nope
r readlink -f l d/up abs . / nope nope/x bad bad2 loop f/x f/ dl/e/.. ''
r readlink -fv nope/x loop f/x
r readlink -e l bad nope f
r readlink -ev bad f/x
r readlink -m nope/x/y bad bad2 f/x loop ''
r readlink
r readlink -Z
r readlink -q nope
r readlink -s nope
r readlink -f
r realpath l d/up abs . / nope bad f
r realpath nope/x loop f/x f/ ''
r realpath -e l bad nope
r realpath -m nope/x/y bad2 f/x
r realpath -s l dl/../f ./d/./e/..
r realpath -L dl/..
r realpath -P dl/..
r realpath -q nope/x
r realpath -z l f; echo
r realpath --relative-to=d f d/g . /t
r realpath --relative-to=d/e f /etc
r realpath --relative-base=d d/g f
r realpath --relative-to=d --relative-base=/t f /etc
r realpath --relative-to=nope/x f
r realpath
r realpath -Z
r realpath 中文 'sp ace'
r link f hardf; r link f hardf; r link nope x; r link f; r link; r link a b c; r link d dd; r link l ll; ls -l ll | grep -o ' ll.*'
r unlink hardf; r unlink nope; r unlink d; r unlink; r unlink a b; r unlink ''
