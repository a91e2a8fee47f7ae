# Played by bash and the tools of Debian 12; `xattr.out` is what they printed.
cd $T && mkdir -p x/d/e && cd x && echo hi > f && touch d/g d/e/h && ln -s f l && ln -s d ld && ln -s missing dangling
setfattr -n user.z -v last f; setfattr -n user.a -v first f; setfattr -n user.empty f
setfattr -n user.bin -v 0x00ff41 f; setfattr -n user.b64 -v 0sSGVsbG8= f
setfattr -n user.quoted -v '"say \"hi\" \\ and \101"' f
setfattr -n user.line -v $'a\nb' f; setfattr -n user.nul -v '"a\000"' f
setfattr -n user.d -v 1 d; setfattr -n user.h -v 2 d/e/h; setfattr -n trusted.t -v 3 d
setfattr -n user.utf -v 'é文' d/g; setfattr -n security.mine -v s d/g
getfattr f; echo $?
getfattr -d f
getfattr -d -e hex f
getfattr -d -e text f
getfattr -d -e base64 f
getfattr -d -e en f; echo $?
getfattr -d -e HEX f | head -3
getfattr -n user.z f; getfattr -n user.none f; echo $?
getfattr -n user.z --only-values f; echo
getfattr --only-values -d f | wc -c
getfattr -m - d; getfattr -d -m . d
getfattr -d -m '^user\.[ab]' f
getfattr -d -m 'z$' f
getfattr -d -m '[' f; echo $?
getfattr -R -d . 2>&1 | sort
getfattr -Rd d/e f
getfattr -R -d -m - d/e
getfattr -d ld; getfattr -h -d ld; getfattr -d l
ln -s d/e le; getfattr -R -d le; getfattr -RP -d le; getfattr -RL -d . 2>&1 | grep '^#' | sort
getfattr -d dangling; echo $?; getfattr -h -d dangling; echo $?
getfattr -d none f | head -2; echo ${PIPESTATUS[0]}
getfattr -d $T/x/d; getfattr -d $T/x/d $T/x/f | head -2; getfattr --absolute-names -d /t-none
getfattr; echo $?; getfattr -Z f; echo $?; getfattr -n; echo $?
getfattr -n user.z -d f
setfattr -x user.z f; getfattr -n user.z f; setfattr -x user.z f; echo $?
setfattr -n user.a f; getfattr -n user.a f
setfattr -n nope -v 1 f; echo $?; setfattr -n user. -v 1 f; echo $?; setfattr -n system.x -v 1 f; echo $?
setfattr -n user.x -v 0x1 f; echo $?; setfattr -n user.x -v 0xzz f; echo $?; setfattr -n user.x -v 0sSG f; echo $?; setfattr -n user.x -v 0s! f; echo $?
setfattr -n user.x -v '"open' f; getfattr -n user.x f
setfattr -n user.x -v '\101\\' f; getfattr -n user.x f
setfattr -n user.x --raw -v 0x41 f; getfattr -n user.x f
setfattr -n user.x -v '0X4142' f; getfattr -n user.x f
setfattr -n user.x -v 1 l; getfattr -n user.x f; setfattr -h -n user.x -v 1 l; echo $?
setfattr -h -n trusted.x -v 1 l; getfattr -h -d -m - l
setfattr; echo $?; setfattr -n user.x; echo $?; setfattr f; echo $?; setfattr -n a -x b f; echo $?
setfattr -n user.x -v 1 none; echo $?; setfattr -x user.x dangling; echo $?
setfattr -n user.big -v "$(printf '%070000d' 0)" f; echo $?
getfattr -d d/g > dump; cat dump; setfattr -x user.utf d/g; setfattr --restore=dump; getfattr -d d/g; setfattr --restore=none; echo $?
touch 'a b' $'c\nd' 'é'; setfattr -n user.x -v 1 'a b' $'c\nd' 'é'; getfattr -d 'a b' $'c\nd' 'é'
setfattr -n user.p -v $'abcdefgh\n' f; getfattr -n user.p f; setfattr -n user.p -v $'abcdefg\n' f; getfattr -n user.p f
getfattr -d ./f .//f ././f | grep '^#'; setfattr -n user.t -v 1 .; getfattr -d . ./ | grep '^#'; getfattr --absolute-names -n user.x ./f
getfattr --version; setfattr --version
