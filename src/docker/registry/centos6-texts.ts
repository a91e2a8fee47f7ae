// The small texts of the CentOS 6 tree: what a shell reads when it starts, who lives there, what was installed.
// Written for this repository; of the kind that the distribution has. No alias asks before rm.
const packages = [
  'libgcc-4.4.7-16.el6',
  'setup-2.8.14-20.el6_4.1',
  'filesystem-2.4.30-3.el6',
  'basesystem-10.0-4.el6',
  'ncurses-base-5.7-4.20090207.el6',
  'tzdata-2015g-2.el6',
  'glibc-common-2.12-1.166.el6_7.3',
  'glibc-2.12-1.166.el6_7.3',
  'ncurses-libs-5.7-4.20090207.el6',
  'bash-4.1.2-33.el6',
  'libattr-2.4.44-7.el6',
  'libcap-2.16-5.5.el6',
  'zlib-1.2.3-29.el6',
  'info-4.13a-8.el6',
  'popt-1.13-7.el6',
  'libcom_err-1.41.12-22.el6',
  'audit-libs-2.3.7-5.el6',
  'chkconfig-1.3.49.3-5.el6',
  'db4-4.7.25-20.el6_7',
  'libacl-2.2.49-6.el6',
  'nspr-4.10.8-2.el6_7',
  'nss-util-3.19.1-2.el6_7',
  'libsepol-2.0.41-4.el6',
  'libselinux-2.0.94-5.8.el6',
  'bzip2-libs-1.0.5-7.el6_0',
  'readline-6.0-4.el6',
  'libuuid-2.17.2-12.18.el6',
  'sed-4.2.1-10.el6',
  'sqlite-3.6.20-1.el6_7.2',
  'gawk-3.1.7-10.el6',
  'coreutils-libs-8.4-37.el6_7.3',
  'coreutils-8.4-37.el6_7.3',
  'pam-1.1.1-20.el6_7.1',
  'openssl-1.0.1e-42.el6',
  'rpm-libs-4.8.0-47.el6',
  'rpm-4.8.0-47.el6',
  'python-libs-2.6.6-64.el6',
  'python-2.6.6-64.el6',
  'util-linux-ng-2.17.2-12.18.el6',
  'initscripts-9.03.49-1.el6.centos.1',
  'iputils-20071127-20.el6',
  'procps-3.2.8-33.el6',
  'net-tools-1.60-110.el6_2',
  'yum-3.2.29-69.el6.centos',
  'rootfiles-8.1-6.1.el6',
  'vim-minimal-7.4.629-5.el6',
];

export const centos6Texts: Readonly<Record<string, string>> = {
  empty: '',
  adjtime: '0.0 0 0.0\n0\nUTC\n',
  bashrc: String.raw`# /etc/bashrc: for every interactive bash

if [ "$PS1" ]; then
  [ "$PS1" = "\\s-\\v\\\$ " ] && PS1="[\u@\h \W]\\$ "
fi
if ! shopt -q login_shell ; then
  if [ $UID -gt 199 ]; then
    umask 002
  else
    umask 022
  fi
fi
`,
  release: 'CentOS release 6.7 (Final)\n',
  issue: 'CentOS release 6.7 (Final)\nKernel \\r on an \\m\n\n',
  crontab: 'SHELL=/bin/bash\nPATH=/sbin:/bin:/usr/sbin:/usr/bin\nMAILTO=root\nHOME=/\n',
  hourly:
    'SHELL=/bin/bash\nPATH=/sbin:/bin:/usr/sbin:/usr/bin\nMAILTO=root\nHOME=/\n01 * * * * root run-parts /etc/cron.hourly\n',
  filesystems: 'ext4\next3\next2\nnodev proc\nnodev devpts\niso9660\nvfat\n',
  fstab:
    'tmpfs\t\t\t/dev/shm\t\ttmpfs\tdefaults\t0 0\ndevpts\t\t\t/dev/pts\t\tdevpts\tgid=5,mode=620\t0 0\nsysfs\t\t\t/sys\t\t\tsysfs\tdefaults\t0 0\nproc\t\t\t/proc\t\t\tproc\tdefaults\t0 0\n',
  group: `root:x:0:
bin:x:1:bin,daemon
daemon:x:2:bin,daemon
sys:x:3:bin,adm
adm:x:4:adm,daemon
tty:x:5:
disk:x:6:
lp:x:7:daemon
mem:x:8:
kmem:x:9:
wheel:x:10:
mail:x:12:mail
uucp:x:14:
man:x:15:
games:x:20:
gopher:x:30:
video:x:39:
dip:x:40:
ftp:x:50:
lock:x:54:
audio:x:63:
nobody:x:99:
users:x:100:
utmp:x:22:
utempter:x:35:
`,
  passwd: `root:x:0:0:root:/root:/bin/bash
bin:x:1:1:bin:/bin:/sbin/nologin
daemon:x:2:2:daemon:/sbin:/sbin/nologin
adm:x:3:4:adm:/var/adm:/sbin/nologin
lp:x:4:7:lp:/var/spool/lpd:/sbin/nologin
sync:x:5:0:sync:/sbin:/bin/sync
shutdown:x:6:0:shutdown:/sbin:/sbin/shutdown
halt:x:7:0:halt:/sbin:/sbin/halt
mail:x:8:12:mail:/var/spool/mail:/sbin/nologin
uucp:x:10:14:uucp:/var/spool/uucp:/sbin/nologin
operator:x:11:0:operator:/root:/sbin/nologin
games:x:12:100:games:/usr/games:/sbin/nologin
gopher:x:13:30:gopher:/var/gopher:/sbin/nologin
ftp:x:14:50:FTP User:/var/ftp:/sbin/nologin
nobody:x:99:99:Nobody:/:/sbin/nologin
`,
  hostconf: 'multi on\n',
  hosts:
    '127.0.0.1   localhost localhost.localdomain localhost4 localhost4.localdomain4\n::1         localhost localhost.localdomain localhost6 localhost6.localdomain6\n',
  inittab: '# the runlevel to enter at boot\nid:3:initdefault:\n',
  inputrc:
    '# keys of programs that read lines\nset bell-style none\nset meta-flag on\nset input-meta on\nset convert-meta off\nset output-meta on\n',
  ldso: 'include ld.so.conf.d/*.conf\n',
  nsswitch:
    'passwd:     files\nshadow:     files\ngroup:      files\nhosts:      files dns\nservices:   files\nnetworks:   files\nprotocols:  files\nrpc:        files\nethers:     files\n',
  profile: String.raw`# /etc/profile: for login shells

if [ "$(id -u)" = 0 ]; then
  PATH=/usr/local/sbin:/usr/local/bin:/sbin:/bin:/usr/sbin:/usr/bin
else
  PATH=/usr/local/bin:/bin:/usr/bin
fi
USER=$(id -un)
LOGNAME=$USER
MAIL=/var/spool/mail/$USER
HOSTNAME=$(hostname)
HISTSIZE=1000
export PATH USER LOGNAME MAIL HOSTNAME HISTSIZE
umask 022
for i in /etc/profile.d/*.sh ; do
  if [ -r "$i" ]; then
    . "$i" > /dev/null
  fi
done
unset i
`,
  shells: '/bin/sh\n/bin/bash\n/sbin/nologin\n/bin/dash\n/bin/tcsh\n/bin/csh\n',
  useradd: 'GROUP=100\nHOME=/home\nINACTIVE=-1\nEXPIRE=\nSHELL=/bin/bash\nSKEL=/etc/skel\nCREATE_MAIL_SPOOL=yes\n',
  colorls: '# colours for ls are left to the user\n',
  lang: '[ -f /etc/sysconfig/i18n ] && . /etc/sysconfig/i18n\n[ -n "$LANG" ] && export LANG\n',
  less: '[ -x /usr/bin/lesspipe.sh ] && export LESSOPEN="||/usr/bin/lesspipe.sh %s"\n',
  which2: '# which knows no aliases here\n',
  i18n: 'LANG="C"\n',
  keyboard: 'KEYTABLE="us"\n',
  network: 'NETWORKING=yes\nHOSTNAME=localhost.localdomain\n',
  yumconf:
    '[main]\ncachedir=/var/cache/yum/$basearch/$releasever\nkeepcache=0\ndebuglevel=2\nlogfile=/var/log/yum.log\nexactarch=1\nobsoletes=1\ngpgcheck=1\nplugins=1\ninstallonly_limit=5\ndistroverpkg=centos-release\n',
  centosrepo:
    '[base]\nname=CentOS-$releasever - Base\nmirrorlist=http://mirrorlist.centos.org/?release=$releasever&arch=$basearch&repo=os\ngpgcheck=1\ngpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-6\n\n[updates]\nname=CentOS-$releasever - Updates\nmirrorlist=http://mirrorlist.centos.org/?release=$releasever&arch=$basearch&repo=updates\ngpgcheck=1\ngpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-6\n',
  bashlogout: '# ~/.bash_logout\n\n',
  bashprofile: '# .bash_profile\n\nif [ -f ~/.bashrc ]; then\n\t. ~/.bashrc\nfi\n\nPATH=$PATH:$HOME/bin\nexport PATH\n',
  rootprofile: '# .bash_profile\n\nif [ -f ~/.bashrc ]; then\n\t. ~/.bashrc\nfi\n\nPATH=$PATH:$HOME/bin\nexport PATH\n',
  skelbashrc: '# .bashrc\n\nif [ -f /etc/bashrc ]; then\n\t. /etc/bashrc\nfi\n',
  rootbashrc: '# .bashrc\n\nif [ -f /etc/bashrc ]; then\n\t. /etc/bashrc\nfi\n',
  cshrc: "# .cshrc\n\nif ($?prompt) then\n  set prompt='[%n@%m %c]# '\nendif\n",
  tcshrc: '# .tcshrc\n\nsource ~/.cshrc\n',
  anacondaks: `install
url --url=http://mirror.centos.org/centos/6/os/x86_64/
lang en_US.UTF-8
keyboard us
network --bootproto=dhcp --device=eth0
rootpw --lock
firewall --disabled
selinux --disabled
timezone --utc Etc/UTC
bootloader --location=none
clearpart --all
part / --fstype=ext4 --size=3000

%packages --nobase --excludedocs
@core
bash
coreutils
yum
-kernel
-e2fsprogs
%end

%post
rm -f /etc/ssh/*key*
yum clean all
%end
`,
  installlog:
    packages.map((name) => `Installing ${name}.${name.startsWith('tzdata') ? 'noarch' : 'x86_64'}\n`).join('') +
    '*** FINISHED INSTALLING PACKAGES ***',
  installsyslog:
    '<86>Oct 13 14:02:11 useradd[412]: new group: name=utmp, GID=22\n<86>Oct 13 14:02:11 groupadd[418]: new group: name=utempter, GID=35\n<86>Oct 13 14:02:36 groupadd[437]: new group: name=floppy, GID=19\n',
};
