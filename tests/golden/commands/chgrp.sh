cd $T
r() { echo "\$ $*"; "$@"; echo "= $?"; }
m() { stat -c '%u:%g %n' "$@"; }
umask 022
mkdir -p d/e; touch f d/g; ln -s f l; ln -s ../f d/l
r chgrp 7 f; m f
r chgrp nogrp f
r chgrp root f d nope; m f
r chgrp -f 3 nope
r chgrp -h 3 l; m l f
r chgrp 4 l; m l f
r chgrp -R 9 d; m d d/e d/g d/l f
r chgrp
r chgrp 1
r chgrp --reference=d f; m f
r chgrp --reference=nope f
r chgrp '' f; m f
