// The paths of a CentOS 6 root, in the notation of `image-tree.ts`. Names and sizes are of the kind that the distribution has;
// no byte of it is here. `Packages:*` takes what is left to the layer's size.
export const centos6Tree = String.raw`
/ 755 644
/bin 555 755
alsaunmute arch:26264 awk>gawk basename:26264 bash:938768 cat:48568 chgrp:54904 chmod:51824 chown:57072 cp:122736 cpio:135880 csh>tcsh
cut:45224 dash:101728 date:59576 dbus-{cleanup-sockets:8896,daemon:388848,monitor:17496,send:19296,uuidgen:9440} dd:55200 df:96152
dmesg:6808 dnsdomainname>hostname domainname>hostname dumpkeys echo:27880 ed:52216 egrep>grep env:26808 ex>vi false:22152 fgrep>grep
find:189000 gawk:382456 gettext:28440 grep:111744 gtar>tar gunzip:63 gzip:66816 hostname:14928 ipcalc:11784 kbd_mode kill:11272 link:26200
ln:52104 loadkeys login:34896 ls:117048 lsblk:49184 mkdir:49384 mknod:34200 mktemp:33464 more:36832 4755@mount:77336 mountpoint:5776 mv:115448 netstat:128216
nice:28328 nisdomainname>hostname 4755@ping:38200 4755@ping6:36488 ps:85304 pwd:30344 raw:11800 readlink:36808 rm:57440 rmdir:40616 rpm:21320
rvi>vi rview>vi sed:63488 setfont sh>bash sleep:27880 sort:109736 stty:59040 4755@su:34904 sync:26232 tar:390616 taskset tcsh:387328 touch:52768
tracepath:11264 tracepath6:11272 true:22152 4755@umount:53472 uname:27776 unicode_start unicode_stop unlink:26200 usleep:6320 vi:772920 view>vi ypdomainname>hostname zcat:62
/dev 755 644
/etc 755 644
.pwd.lock:0 DIR_COLORS:4439 DIR_COLORS.256color:5139 DIR_COLORS.lightbgcolor:4113 adjtime=adjtime aliases:1512 anacrontab:541 bashrc=bashrc centos-release=release cron.deny:0
crontab=crontab crypttab:0 csh.cshrc:1602 csh.login:794 environment:0 exports:0 filesystems=filesystems fstab=fstab group=group group-=group 0@gshadow:332 0@gshadow-:324
host.conf=hostconf hosts=hosts hosts.allow:370 hosts.deny:460 init.d>rc.d/init.d inittab=inittab inputrc=inputrc issue=issue issue.net=issue krb5.conf:449 ld.so.cache:11838 ld.so.conf=ldso
libaudit.conf:191 libuser.conf:2293 localtime:118 login.defs:1816 logrotate.conf:662 magic:111 motd:0 mtab=empty networks:58 nsswitch.conf=nsswitch
passwd=passwd passwd-=passwd printcap:233 profile=profile protocols:6455 rc>rc.d/rc rc.local>rc.d/rc.local rc.sysinit>rc.d/rc.sysinit rc0.d>rc.d/rc0.d rc1.d>rc.d/rc1.d rc2.d>rc.d/rc2.d
rc3.d>rc.d/rc3.d rc4.d>rc.d/rc4.d rc5.d>rc.d/rc5.d rc6.d>rc.d/rc6.d redhat-release>centos-release resolv.conf=empty rpc:1634 securetty:122 services:641020 0@shadow:544 0@shadow-:544
shells=shells sudo-ldap.conf:3181 440@sudoers:3729 sysctl.conf:1150 system-release>centos-release system-release-cpe:25 virc:1962 yum.conf=yumconf
/etc/NetworkManager/dispatcher.d 755 755
/etc/alternatives 755 644
/etc/audisp/plugins.d 750 640
/etc/bash_completion.d 755 644
yum.bash:3211 gzip rpmlint
/etc/blkid 755 644
/etc/chkconfig.d 755 644
/etc/cron.d 755 644
0hourly=hourly
/etc/cron.daily 755 755
logrotate:180
/etc/cron.hourly 755 755
0anacron:409
/etc/cron.monthly 755 755
/etc/cron.weekly 755 755
/etc/dbus-1 755 644
session.conf:2494 system.conf:3245
/etc/default 755 644
nss:1756 useradd=useradd
/etc/event.d 755 644
/etc/fonts/conf.d 755 644
25-no-bitmap-fedora.conf
/etc/gcrypt 755 644
/etc/gnupg 755 644
/etc/init 755 644
control-alt-delete.conf:412 init-system-dbus.conf:130 kexec-disable.conf:463 plymouth-shutdown.conf:560 prefdm.conf:357 quit-plymouth.conf:505 rc.conf:417 rcS-emergency.conf:425 rcS-sulogin.conf:725
rcS.conf:1046 serial.conf:430 splash-manager.conf:791 start-ttys.conf:473 tty.conf:675
/etc/iproute2 755 644
ematch_map group rt_dsfield rt_protos rt_realms rt_scopes rt_tables
/etc/ld.so.conf.d 755 644
/etc/logrotate.d 755 644
dracut yum:100 psacct
/etc/modprobe.d 755 644
anaconda.conf blacklist.conf:884 dist-alsa.conf dist-oss.conf dist.conf:5596 openfwwf.conf
/etc/openldap 755 644
ldap.conf:247
/etc/openldap/cacerts 755 644
/etc/opt 755 644
/etc/pam.d 755 644
chfn chsh config-util crond login newrole other passwd password-auth>password-auth-ac password-auth-ac remote run_init runuser runuser-l smtp>smtp.postfix ssh-keycat su su-l sudo sudo-i system-auth>system-auth-ac system-auth-ac
/etc/pki/rpm-gpg 755 644
RPM-GPG-KEY-CentOS-6:1706 RPM-GPG-KEY-CentOS-{Debug-6,Security-6,Testing-6}
/etc/pki/nssdb 755 644
cert8.db:65536 cert9.db:9216 key3.db:16384 key4.db:11264 pkcs11.txt:451 secmod.db:16384
/etc/pki/tls 755 644
cert.pem>certs/ca-bundle.crt openssl.cnf:10906
/etc/pki/tls/certs 755 644
Makefile:2238 ca-bundle.crt:786601 ca-bundle.trust.crt:1005005 make-dummy-cert:610 renew-dummy-cert:829
/etc/pki/tls/misc 755 755
CA c_hash c_info c_issuer c_name
/etc/pki/tls/private 755 600
/etc/pki/ca-trust 755 644
ca-legacy.conf:980 README:166
/etc/pki/ca-trust/extracted/java 755 644
cacerts:206012
/etc/pki/ca-trust/extracted/openssl 755 644
ca-bundle.trust.crt:246332
/etc/pki/ca-trust/extracted/pem 755 644
email-ca-bundle.pem:184301 objsign-ca-bundle.pem:241320 tls-ca-bundle.pem:244802
/etc/pki/ca-trust/source/anchors 755 644
/etc/plymouth 755 644
/etc/pm/config.d 755 644
/etc/pm/sleep.d 755 755
/etc/popt.d 755 644
/etc/ppp 755 755
ip-down ip-down.ipv6to4 ip-up ip-up.ipv6to4 ipv6-down ipv6-up peers/
/etc/prelink.conf.d 755 644
fipscheck.conf nss-softokn-prelink.conf
/etc/profile.d 755 644
colorls.csh colorls.sh=colorls cvs.csh cvs.sh glib2.csh glib2.sh lang.csh lang.sh=lang less.csh:123 less.sh=less vim.csh vim.sh which2.csh:169 which2.sh=which2
/etc/rc.d 755 755
rc:2617 rc.local:220 rc.sysinit:19432
/etc/rc.d/init.d 755 755
functions:17850 halt:5866 iptables ip6tables killall:652 netconsole:5442 netfs:5523 network:6334 netplugd rdisc restorecond rsyslog:2011 sandbox:647 single:1688 udev-post
/etc/rc.d/rc0.d 755 755
K01rsyslog S00killall>../init.d/killall S01halt>../init.d/halt K90network>../init.d/network K89rdisc>../init.d/rdisc
/etc/rc.d/rc1.d 755 755
K90network>../init.d/network S99single>../init.d/single K89rdisc>../init.d/rdisc
/etc/rc.d/rc2.d 755 755
K89rdisc>../init.d/rdisc S10network>../init.d/network S26udev-post>../init.d/udev-post S99local>../rc.local
/etc/rc.d/rc3.d 755 755
K89rdisc>../init.d/rdisc S10network>../init.d/network S25netfs>../init.d/netfs S26udev-post>../init.d/udev-post S99local>../rc.local
/etc/rc.d/rc4.d 755 755
S10network>../init.d/network S25netfs>../init.d/netfs S99local>../rc.local
/etc/rc.d/rc5.d 755 755
S10network>../init.d/network S25netfs>../init.d/netfs S99local>../rc.local
/etc/rc.d/rc6.d 755 755
K90network>../init.d/network S00killall>../init.d/killall S01reboot>../init.d/halt
/etc/rpm 755 644
macros.dist
/etc/rwtab.d 755 644
/etc/sasl2 755 644
/etc/security 755 644
access.conf chroot.conf console.handlers console.perms group.conf limits.conf:1835 namespace.conf namespace.init opasswd:0 pam_env.conf:2980 sepermit.conf time.conf
/etc/security/console.apps 755 644
/etc/security/console.perms.d 755 644
/etc/security/limits.d 755 644
90-nproc.conf:191
/etc/security/namespace.d 755 644
/etc/selinux 755 644
restorecond.conf:93 restorecond_user.conf:37 semanage.conf:2271
/etc/skel 755 644
.bash_logout=bashlogout .bash_profile=bashprofile .bashrc=skelbashrc
/etc/ssl 755 644
certs>../pki/tls/certs
/etc/statetab.d 755 644
/etc/sudoers.d 750 440
/etc/sysconfig 755 644
authconfig:426 clock:23 crond:110 i18n=i18n init:1154 keyboard=keyboard netconsole network=network nfs prelink readonly-root:1023 rsyslog sandbox
/etc/sysconfig/cbq 755 644
avpkt cbq-0000.example
/etc/sysconfig/console 755 644
/etc/sysconfig/modules 755 755
/etc/sysconfig/network-scripts 755 755
ifcfg-lo:254 ifcfg-eth0 ifdown>../../../sbin/ifdown ifdown-bnep ifdown-eth:4168 ifdown-ippp ifdown-ipv6 ifdown-isdn>ifdown-ippp ifdown-post ifdown-ppp ifdown-routes ifdown-sit ifdown-tunnel ifup>../../../sbin/ifup
ifup-aliases ifup-bnep ifup-eth:10557 ifup-ippp ifup-ipv6 ifup-isdn>ifup-ippp ifup-plip ifup-plusb ifup-post ifup-ppp ifup-routes ifup-sit ifup-tunnel ifup-wireless init.ipv6-global net.hotplug network-functions:13079 network-functions-ipv6
/etc/terminfo 755 644
/etc/udev 755 644
udev.conf:218
/etc/udev/rules.d 755 644
/etc/X11/applnk 755 644
/etc/xdg/autostart 755 644
/etc/xinetd.d 755 644
rsync
/etc/yum 755 644
protected.d/ vars/ version-groups.conf:444
/etc/yum/pluginconf.d 755 644
fastestmirror.conf:279
/etc/yum.repos.d 755 644
CentOS-Base.repo=centosrepo CentOS-Debuginfo.repo:647 CentOS-Media.repo:630 CentOS-Vault.repo:6259 CentOS-fasttrack.repo:289
/home 755 644
/lib 555 755
cpp>../usr/bin/cpp lsb/ udev/ kbd/
/lib/firmware 755 644
/lib/lsb 755 755
init-functions:1247
/lib/modules 755 644
/lib/security 755 755
/lib/terminfo/a 755 644
ansi
/lib/terminfo/d 755 644
dumb
/lib/terminfo/l 755 644
linux
/lib/terminfo/r 755 644
rxvt rxvt-basic rxvt-color rxvt-unicode
/lib/terminfo/s 755 644
screen screen-16color screen-256color screen-bce screen.linux screen.xterm-new screen.xterm-r6 sun
/lib/terminfo/v 755 644
vt100 vt100-nav vt102 vt220 vt52
/lib/terminfo/x 755 644
xterm xterm-16color xterm-256color xterm-88color xterm-color xterm-r6 xterm-xfree86
/lib/udev 755 755
ata_id collect create_floppy_devices edd_id firmware.sh fstab_import path_id rename_device scsi_id usb_id v4l_id vol_id
/lib/udev/rules.d 755 644
{10-console,10-dm,11-dm-lvm,13-dm-disk,40-redhat,50-firmware,50-udev-default,60-cdrom_id,60-net,60-persistent-input,60-persistent-storage,61-persistent-storage-edd,75-net-description,78-sound-card,80-drivers,95-dm-notify,95-udev-late}.rules
/lib64 555 755
.libcrypt.so.1.hmac>.libcrypt-2.12.so.hmac .libcrypt-2.12.so.hmac:65 .libcrypto.so.1.0.1e.hmac:65 .libcrypto.so.10.hmac>.libcrypto.so.1.0.1e.hmac .libssl.so.1.0.1e.hmac:65 .libssl.so.10.hmac>.libssl.so.1.0.1e.hmac
ld-2.12.so:159312 ld-linux-x86-64.so.2>ld-2.12.so libBrokenLocale-2.12.so:9040 libBrokenLocale.so.1>libBrokenLocale-2.12.so libSegFault.so:18248 libacl.so.1>libacl.so.1.1.0 libacl.so.1.1.0:33816
libanl-2.12.so:18040 libanl.so.1>libanl-2.12.so libasound.so.2 libattr.so.1>libattr.so.1.1.0 libattr.so.1.1.0:21152 libaudit.so.1>libaudit.so.1.0.0 libaudit.so.1.0.0:110960 libauparse.so.0>libauparse.so.0.0.0 libauparse.so.0.0.0:81280
libblkid.so.1>libblkid.so.1.1.0 libblkid.so.1.1.0:165280 libbz2.so.1>libbz2.so.1.0.4 libbz2.so.1.0.4:67592 libc-2.12.so:1926760 libc.so.6>libc-2.12.so libcap-ng.so.0>libcap-ng.so.0.0.0 libcap-ng.so.0.0.0:18752
libcap.so.2>libcap.so.2.16 libcap.so.2.16:19016 libcidn-2.12.so:196728 libcidn.so.1>libcidn-2.12.so libcom_err.so.2>libcom_err.so.2.1 libcom_err.so.2.1:17256 libcrypt-2.12.so:43392 libcrypt.so.1>libcrypt-2.12.so
libcryptsetup.so.1>libcryptsetup.so.1.1.0 libcryptsetup.so.1.1.0:76528 libdb-4.7.so:1538912 libdbus-1.so.3>libdbus-1.so.3.4.0 libdbus-1.so.3.4.0:270592 libdevmapper.so.1.02:235256 libdl-2.12.so:22536 libdl.so.2>libdl-2.12.so
libe2p.so.2>libe2p.so.2.3 libe2p.so.2.3:30592 libexpat.so.1>libexpat.so.1.5.2 libexpat.so.1.5.2:167648 libext2fs.so.2>libext2fs.so.2.4 libext2fs.so.2.4:232584 libfipscheck.so.1>libfipscheck.so.1.1.0 libfipscheck.so.1.1.0:11096
libfreebl3.chk:899 libfreebl3.so:473416 libgcc_s-4.4.7-20120601.so.1:90880 libgcc_s.so.1>libgcc_s-4.4.7-20120601.so.1 libgcrypt.so.11>libgcrypt.so.11.5.3 libgcrypt.so.11.5.3:491800 libgio-2.0.so.0>libgio-2.0.so.0.2800.8 libgio-2.0.so.0.2800.8:1052128
libglib-2.0.so.0>libglib-2.0.so.0.2800.8 libglib-2.0.so.0.2800.8:1135528 libgmodule-2.0.so.0>libgmodule-2.0.so.0.2800.8 libgmodule-2.0.so.0.2800.8:13176 libgobject-2.0.so.0>libgobject-2.0.so.0.2800.8 libgobject-2.0.so.0.2800.8:310544
libgpg-error.so.0>libgpg-error.so.0.5.0 libgpg-error.so.0.5.0:14312 libgssapi_krb5.so.2>libgssapi_krb5.so.2.2 libgssapi_krb5.so.2.2:280520 libgthread-2.0.so.0>libgthread-2.0.so.0.2800.8 libgthread-2.0.so.0.2800.8:19112
libhistory.so.6>libhistory.so.6.0 libhistory.so.6.0:34008 libip4tc.so.0>libip4tc.so.0.0.0 libip4tc.so.0.0.0:26696 libip6tc.so.0>libip6tc.so.0.0.0 libip6tc.so.0.0.0:29384 libk5crypto.so.3>libk5crypto.so.3.1 libk5crypto.so.3.1:177520
libkeyutils.so.1>libkeyutils.so.1.3 libkeyutils.so.1.3:10192 libkrb5.so.3>libkrb5.so.3.3 libkrb5.so.3.3:945040 libkrb5support.so.0>libkrb5support.so.0.1 libkrb5support.so.0.1:43728 liblber-2.4.so.2>liblber-2.4.so.2.10.3 liblber-2.4.so.2.10.3:64216
libldap-2.4.so.2>libldap-2.4.so.2.10.3 libldap-2.4.so.2.10.3:323288 liblzma.so.0>liblzma.so.0.0.0 liblzma.so.0.0.0:132408 libm-2.12.so:599384 libm.so.6>libm-2.12.so libmagic.so.1 libmount.so.1>libmount.so.1.1.0
libmount.so.1.1.0:153496 libncurses.so.5>libncurses.so.5.7 libncurses.so.5.7:144416 libncursesw.so.5>libncursesw.so.5.7 libncursesw.so.5.7:196456 libnih-dbus.so.1>libnih-dbus.so.1.0.0 libnih-dbus.so.1.0.0:47336 libnih.so.1>libnih.so.1.0.0
libnih.so.1.0.0:101008 libnsl-2.12.so:116368 libnsl.so.1>libnsl-2.12.so libnspr4.so:254632 libnss_compat-2.12.so:38184 libnss_compat.so.2>libnss_compat-2.12.so libnss_dns-2.12.so:27424 libnss_dns.so.2>libnss_dns-2.12.so
libnss_files-2.12.so:65928 libnss_files.so.2>libnss_files-2.12.so libnss_hesiod-2.12.so:22896 libnss_hesiod.so.2>libnss_hesiod-2.12.so libnss_nis-2.12.so:47464 libnss_nis.so.2>libnss_nis-2.12.so libnss_nisplus-2.12.so:52664 libnss_nisplus.so.2>libnss_nisplus-2.12.so
libp11-kit.so.0>libp11-kit.so.0.0.0 libp11-kit.so.0.0.0:221040 libpam.so.0>libpam.so.0.82.2 libpam.so.0.82.2:58480 libpam_misc.so.0>libpam_misc.so.0.82.0 libpam_misc.so.0.82.0:14512 libpamc.so.0>libpamc.so.0.82.1 libpamc.so.0.82.1:14544
libpcre.so.0>libpcre.so.0.0.1 libpcre.so.0.0.1:183816 libplc4.so:20664 libplds4.so:16320 libply.so.2>libply.so.2.0.0 libply.so.2.0.0:107616 libpopt.so.0>libpopt.so.0.0.0 libpopt.so.0.0.0:41560 libproc-3.2.8.so:69432 libpthread-2.12.so:142688
libpthread.so.0>libpthread-2.12.so libreadline.so.6>libreadline.so.6.0 libreadline.so.6.0:269592 libresolv-2.12.so:113432 libresolv.so.2>libresolv-2.12.so librt-2.12.so:47112 librt.so.1>librt-2.12.so libsasl2.so.2>libsasl2.so.2.0.23 libsasl2.so.2.0.23:113904
libselinux.so.1:124624 libsepol.so.1:249408 libss.so.2>libss.so.2.0 libss.so.2.0:25280 libtinfo.so.5>libtinfo.so.5.7 libtinfo.so.5.7:138280 libthread_db-1.0.so:39576 libthread_db.so.1>libthread_db-1.0.so libudev.so.0>libudev.so.0.5.1 libudev.so.0.5.1:72392
libusb-0.1.so.4>libusb-0.1.so.4.4.4 libusb-0.1.so.4.4.4:34416 libutil-2.12.so:14584 libutil.so.1>libutil-2.12.so libuuid.so.1>libuuid.so.1.3.0 libuuid.so.1.3.0:18312 libwrap.so.0>libwrap.so.0.7.6 libwrap.so.0.7.6:43336 libxtables.so.4>libxtables.so.4.0.0
libxtables.so.4.0.0:36968 libz.so.1>libz.so.1.2.3 libz.so.1.2.3:91096
/lib64/dbus-1 755 755
dbus-daemon-launch-helper
/lib64/rtkaio 755 755
librt.so.1>librtkaio-2.12.so librtkaio-2.12.so:68984
/lib64/security 755 755
pam_{access,chroot,console,cracklib,debug,deny,echo,env,exec,faildelay,faillock,filter,ftp,group,issue,keyinit,lastlog,limits,listfile,localuser,loginuid,mail,mkhomedir,motd,namespace,nologin,passwdqc,permit,postgresok,pwhistory,rhosts,rootok,securetty,selinux,sepermit,shells,stress,succeed_if,tally2,time,timestamp,tty_audit,umask,unix,userdb,warn,wheel,xauth}.so pam_filter/ pam_unix_acct.so>pam_unix.so pam_unix_auth.so>pam_unix.so pam_unix_passwd.so>pam_unix.so pam_unix_session.so>pam_unix.so
/lib64/tls 755 755
/lib64/xtables 755 755
libip6t_{HL,LOG,REJECT,ah,dst,eui64,frag,hbh,hl,icmp6,ipv6header,mh,rt}.so libipt_{CLUSTERIP,DNAT,ECN,LOG,MASQUERADE,MIRROR,NETMAP,REDIRECT,REJECT,SAME,SET,SNAT,TTL,ULOG,addrtype,ah,ecn,icmp,realm,set,ttl,unclean}.so
libxt_{CLASSIFY,CONNMARK,CONNSECMARK,DSCP,MARK,NFLOG,NFQUEUE,NOTRACK,RATEEST,SECMARK,SET,TCPMSS,TCPOPTSTRIP,TOS,TPROXY,TRACE,comment,connbytes,connlimit,connmark,conntrack,dccp,dscp,esp,hashlimit,helper,iprange,length,limit,mac,mark,multiport,owner,physdev,pkttype,quota,rateest,recent,sctp,set,standard,state,statistic,string,tcp,tcpmss,time,tos,u32,udp}.so
/lost+found 700 644
/media 755 644
/mnt 755 644
/opt 755 644
/proc 555 644
/root 550 644
.bash_logout=bashlogout .bash_profile=rootprofile .bashrc=rootbashrc .cshrc=cshrc .tcshrc=tcshrc 600@anaconda-ks.cfg=anacondaks install.log=installlog install.log.syslog=installsyslog
/sbin 555 755
MAKEDEV:32712 addpart agetty:27232 apachectl arp:52712 arping:18504 audispd:56800 auditctl:50720 auditd:114208 aureport:94760 ausearch:88032 autrace badblocks:25296 blkid:22088 blockdev:14584 cfdisk chkconfig:38912 clock>hwclock consoletype:5872
cryptsetup:32040 ctrlaltdel debugfs:124960 depmod:46608 dhclient:465992 dhclient-script:29204 dmsetup:74616 dosfsck dracut:16320 dumpe2fs:19936 e2fsck:220968 e2image e2label>tune2fs e2undo ether-wake ethtool:190904 fdisk:100736 findfs:5944
fixfiles:7940 fsck:29064 fsck.ext2>e2fsck fsck.ext3>e2fsck fsck.ext4>e2fsck fsck.cramfs fsfreeze fstab-decode fuser:33176 genhostid halt:15256 hwclock:48632 ifconfig:69472 ifdown:1651 ifenslave ifrename ifup:3267 init:150352
initctl:192864 insmod:6144 install-info:38032 installkernel ip:251792 ip6tables>ip6tables-multi ip6tables-multi:61024 ip6tables-restore>ip6tables-multi ip6tables-save>ip6tables-multi ipmaddr iptables>iptables-multi iptables-multi:60368
iptables-restore>iptables-multi iptables-save>iptables-multi iptunnel kexec killall5:17176 kpartx ldconfig:737608 load_policy logsave losetup:26936 lsmod:5448 mii-diag mii-tool mingetty:10832 mkdumprd mke2fs:66704 mkfs:10264 mkfs.cramfs
mkfs.ext2>mke2fs mkfs.ext3>mke2fs mkfs.ext4>mke2fs mkinitrd mkswap:27000 modinfo:20512 modprobe:61808 nameif 4755@netreport:7160 nologin:4272 pam_console_apply 4755@pam_timestamp_check:10368 partx pidof>killall5 pivot_root:7456 plipconfig plymouthd
poweroff>reboot ppp-watch rdisc reboot:13560 resize2fs:42320 restorecon>setfiles restorecond rmmod:8712 route:58664 rsyslogd:400896 rtmon runlevel:8968 runuser:30752 securetty service:1788 setfiles:28928 setpci setsysfont sfdisk shutdown:78416 slattach start
start_udev status stop sulogin:17160 swapoff>swapon swapon:18760 switch_root:11264 sysctl:15256 tc:244224 telinit:12368 tracepath tune2fs:57064 udevadm:102936 udevd:145856 4755@unix_chkpwd:34840 700@unix_update:34840 weak-modules wipefs
/selinux 755 644
/srv 755 644
/sys 555 644
/tmp 1777 644
/usr 755 644
tmp>../var/tmp
/usr/bin 555 755
[:34744 a2p addr2line ar as audit2allow audit2why base64:36624 bashbug-64:6983 batch>at bunzip2>bzip2 bzcat>bzip2 bzcmp>bzdiff bzdiff:2140 bzgrep:1743 bzip2:30376 bzip2recover:11304 bzless>bzmore bzmore:1297 c_rehash:4281 ca-legacy cal:19248 captoinfo>tic catchsegv:3287 4755@chage:70480
chattr:11848 chcon:54904 4711@chfn:19592 chrt 4711@chsh:19488 chvt cksum:31272 clear:9424 cmp:44632 col:19576 colcrt colrm column:19184 comm:32208 4755@crontab:51784 csplit:56048 curl:123960 db_load dbus-binding-tool deallocvt diff:121512 diff3:60336 dir:117048 dircolors:36424 dirname:25232
du:113536 dumpsexp eject expand:29464 expr:39656 factor:31904 file:16536 find2perl findmnt:39096 flock:12832 fmt:38224 fold:32168 free:12648 funzip gapplication gdbus-codegen gencat:22536 getconf:17808 getent:21920 getopt:13744 gettext gettext.sh:4629 gettextize gio-querymodules-64 glib-gettextize
2755@locate gpasswd:66352 gpg>gpg2 gpg-agent:251928 gpg-zip:3303 gpg2:737600 gpgconf:114768 gpgparsemail gpgsplit gpgv>gpgv2 gpgv2:326872 gpic groff:85760 groups:29320 grotty gsettings h2ph head:38336 hexdump:31544 hostid:26232 iconv:48864 id:31632 igawk info:237168 infocmp:55600 infokey infotocap>tic
infocmp install:121136 ionice ipcmk ipcrm ipcs isosize join:43816 k5srvutil last:17896 lastb>last lastlog:15056 lchfn lchsh ldd:5302 less:153488 lessecho:9288 lesskey:17008 lesspipe.sh:2291 line locale:33488 localedef:292944 logger:12544 logname:26280 look lsattr:11024 lscpu:27600 lslogins lua:8288 luac:117888 lzcat>xz lzma>xz
lzmadec lzmainfo m4:150984 make:166064 makedb:20408 mcookie md5sum:38344 mesg:6584 mkfifo:31336 msgattrib msgcat msgfmt namei:13944 nawk>../../bin/gawk 4755@newgrp:40240 ngettext nl:38616 nohup:29104 nproc:28328 nspr-config nss-policy-check od:65024 oldfind openssl:539800 p11-kit:52184 passwd:30768 paste:31640 patch:98968 pathchk:28328
pcregrep pcretest perl:13304 pgrep:12784 pic piconv pinentry>pinentry-curses pinentry-curses:48808 pinky:36792 pkill>pgrep pldd pmap:12608 pod2html pr:59744 printenv:26368 printf:44056 psed pstree:19184 pstruct ptx:67896 pwdx:4584 pwscore python:9032 python2>python python2.6:9032 ranlib readelf readline
rename:5728 renice:7248 reset>tset rev:6984 rpm2cpio:7632 rpmdb>../../bin/rpm rpmquery>../../bin/rpm rpmsign>../../bin/rpm rpmverify>../../bin/rpm run-parts:2118 runcon:29416 s2p scp script:13336 scriptreplay sdiff:44344 seq:47040 setarch:12160 setleds setmetamode setsid:5984 setterm:27688 setup sha1sum:42504 sha224sum:54800 sha256sum:54800 sha384sum:91664
sha512sum:91664 showconsolefont showkey shred:56392 shuf:46464 size skill:17592 slabtop:14072 snice>skill split:51200 4711@sudo:123832 sudoedit>sudo sudoreplay sum:35408 tabs tac:92560 tail:60600 tailf tee:29344 test:30744 tic:47144 timeout:48696 tload:13136 toe top:67832 tput:14280 tr:43360 truncate:45192 trust tset:18536 tsort:31680 tty:26312 tzselect:6881 ul uname26>setarch
unexpand:31048 uniq:35984 unlzma>xz unxz>xz update-ca-trust updatedb uptime:5048 users:29288 utmpdump uuidgen:8224 vdir:117048 vmstat:20640 w:13416 wall:12736 watch:16248 wc:34608 whatis whereis:10856 which:18296 who:44448 whoami:26296 write:11152 xargs:44112 xgettext xmlcatalog xmllint:63464 xmlwf:23656 xz:62112 xzcat>xz xzcmp>xzdiff xzdiff:4930 xzgrep:4640 xzless:1727 xzmore:1999 yes:26248 yum:801 zcmp zdiff zgrep zless zmore znew
/usr/etc 755 644
/usr/games 755 755
/usr/include 755 644
/usr/include/python2.6 755 644
pyconfig.h>pyconfig-64.h pyconfig-64.h:37221
/usr/lib 555 755
locale/ sendmail>/etc/alternatives/mta-sendmail cpp>../bin/cpp
/usr/lib/games 755 644
/usr/lib/gcc/x86_64-redhat-linux6E/4.4.7 755 644
/usr/lib/locale 755 644
locale-archive:99158576 locale-archive.tmpl:0
/usr/lib/python2.6/site-packages 755 644
iniparse-0.3.1-py2.6.egg-info/ 
/usr/lib/python2.6/site-packages/iniparse 755 644
__init__.py:1050 __init__.pyc:1165 compat.py:12150 compat.pyc:11948 config.py:8316 config.pyc:12006 configparser.py ini.py:18700 ini.pyc:24130 utils.py:1490 utils.pyc:1673
/usr/lib/python2.6/site-packages/rpmUtils 755 644
__init__.py __init__.pyc arch.py:11937 arch.pyc:9907 miscutils.py:14112 miscutils.pyc:12611 oldUtils.py:15010 transaction.py:5970 updates.py:25911 updates.pyc:18633
/usr/lib/python2.6/site-packages/urlgrabber 755 644
__init__.py byterange.py:17003 byterange.pyc:14311 grabber.py:85423 grabber.pyc:67103 mirror.py:19214 mirror.pyc:15720 progress.py:23801 progress.pyc:20022
/usr/lib/python2.6/site-packages/yum 755 644
__init__.py:239413 __init__.pyc:166207 Errors.py:4127 Errors.pyc:9133 callbacks.py:6211 comps.py:25712 comps.pyc:22811 config.py:47114 config.pyc:41509 constants.py:1705 depsolve.py:74311 depsolve.pyc:44010 failover.py:3810 fssnapshots.py history.py:61204 history.pyc:52118 i18n.py:17810 igroups.py logginglevels.py:8120 mdparser.py:5833 metalink.py:8912 misc.py:37411 misc.pyc:34022 packageSack.py:46201 packageSack.pyc:42117 packages.py:90113 packages.pyc:80144 parser.py:6712 pgpmsg.py:51120 pgpmsg.pyc:41099 pkgtag_db.py plugins.py:31809 plugins.pyc:26017 rpmsack.py:61200 rpmsack.pyc:48144 rpmtrans.py:24510 sqlitesack.py:67200 sqlitesack.pyc:52231 sqlutils.py:6790 transactioninfo.py:33111 transactioninfo.pyc:26500 update_md.py:23002 yumRepo.py:74011 yumRepo.pyc:61122
/usr/lib/rpm 755 755
brp-compress:1110 brp-java-gcjcompile brp-python-bytecompile:2701 brp-strip brp-strip-comment-note brp-strip-static-archive macros:42600 rpm.daily rpm.log rpm.supp rpmdb_{archive,checkpoint,deadlock,dump,hotbackup,load,printlog,recover,stat,upgrade,verify} rpmdiff rpmpopt>rpmpopt-4.8.0 rpmpopt-4.8.0:11210 rpmrc:16822 tgpg
/usr/lib/rpm/platform 755 644
{amd64,athlon,geode,i386,i486,i586,i686,ia32e,noarch,pentium3,pentium4,x86_64}-linux/
/usr/lib/yum-plugins 755 644
fastestmirror.py:18404 fastestmirror.pyc:16012 fastestmirror.pyo:16012
/usr/lib64 555 755
libassuan.so.0>libassuan.so.0.3.0 libassuan.so.0.3.0:75880 libcrack.so.2>libcrack.so.2.8.0 libcrack.so.2.8.0:41048 libcrypto.so.1.0.1e:1965856 libcrypto.so.10>libcrypto.so.1.0.1e libcurl.so.4>libcurl.so.4.1.1 libcurl.so.4.1.1:347840 libelf.so.1>libelf-0.164.so libelf-0.164.so:92240
libelf-0.161.so libform.so.5>libform.so.5.7 libform.so.5.7:63416 libformw.so.5>libformw.so.5.7 libformw.so.5.7:67480 libgdbm.so.2>libgdbm.so.2.0.0 libgdbm.so.2.0.0:31296 libgettextlib-0.17.so:211520 libgettextpo.so.0>libgettextpo.so.0.4.0 libgettextpo.so.0.4.0:217720 libgettextsrc-0.17.so:291280
libgmp.so.3>libgmp.so.3.5.0 libgmp.so.3.5.0:422112 libgmpxx.so.4 libgomp.so.1>libgomp.so.1.0.0 libgomp.so.1.0.0:61040 libgpgme.so.11>libgpgme.so.11.6.6 libgpgme.so.11.6.6:217320 libidn.so.11>libidn.so.11.6.1 libidn.so.11.6.1:209088 liblua-5.1.so:190912 liblzmadec.so.0
libmagic.so.1>libmagic.so.1.0.0 libmagic.so.1.0.0:111464 libmenu.so.5>libmenu.so.5.7 libmenu.so.5.7:33248 libmenuw.so.5>libmenuw.so.5.7 libmenuw.so.5.7:35368 libnss3.so:1277096 libnssckbi.so:447016 libnsspem.so:123616 libnsssysinit.so:14448 libnssutil3.so:176272 libpanel.so.5>libpanel.so.5.7 libpanel.so.5.7:14736
libpcrecpp.so.0 libpcreposix.so.0 libpth.so.20>libpth.so.20.0.27 libpth.so.20.0.27:94832 libpython2.6.so.1.0:1669808 librpm.so.1>librpm.so.1.0.0 librpm.so.1.0.0:434408 librpmbuild.so.1>librpmbuild.so.1.0.0 librpmbuild.so.1.0.0:147176 librpmio.so.1>librpmio.so.1.0.0 librpmio.so.1.0.0:168168
libsemanage.so.1:182432 libsmime3.so:168936 libsoftokn3.chk:899 libsoftokn3.so:241160 libsqlite3.so.0>libsqlite3.so.0.8.6 libsqlite3.so.0.8.6:586624 libssh2.so.1>libssh2.so.1.0.1 libssh2.so.1.0.1:172872 libssl.so.1.0.1e:441112 libssl.so.10>libssl.so.1.0.1e libssl3.so:253064 libstdc++.so.6>libstdc++.so.6.0.13 libstdc++.so.6.0.13:989840
libticw.so.5 libtic.so.5>libtinfo.so.5 libtcl8.5.so libtasn1.so.3>libtasn1.so.3.1.6 libtasn1.so.3.1.6:68128 libuser.so.1>libuser.so.1.3.0 libuser.so.1.3.0:104224 libustr-1.0.so.1>libustr-1.0.so.1.0.4 libustr-1.0.so.1.0.4:141096 libutempter.so.0>libutempter.so.1.1.5 libutempter.so.1.1.5:7328 libxml2.so.2>libxml2.so.2.7.6 libxml2.so.2.7.6:1382400
/usr/lib64/gconv 755 755
ANSI_X3.110.so ARMSCII-8.so ASMO_449.so BIG5.so:93064 BIG5HKSCS.so:171160 CP1125.so CP1250.so CP1251.so CP1252.so CP1253.so CP1254.so CP1255.so CP1256.so CP1257.so CP1258.so CP737.so CP775.so CP932.so:94224 DEC-MCS.so EUC-CN.so EUC-JISX0213.so EUC-JP-MS.so EUC-JP.so EUC-KR.so EUC-TW.so GB18030.so:171208 GBBIG5.so GBK.so:114824 GBGBK.so GEORGIAN-ACADEMY.so GEORGIAN-PS.so
IBM{037,038,1004,1026,1046,1047,256,273,274,275,277,278,280,281,284,285,290,297,420,423,424,437,500,850,851,852,855,856,857,860,861,862,863,864,865,866,868,869,870,871,874,875,880,891,903,904,905,918,930,932,933,935,937,939,943}.so INIS.so ISO-2022-CN.so ISO-2022-JP.so ISO-2022-KR.so ISO646.so ISO8859-{1,2,3,4,5,6,7,8,9,10,11,13,14,15,16}.so ISO_5427.so ISO_6937.so JOHAB.so
KOI-8.so KOI8-R.so KOI8-RU.so KOI8-T.so KOI8-U.so LATIN-GREEK.so MAC-IS.so MAC-UK.so MACINTOSH.so NATS-DANO.so PT154.so RK1048.so SAMI-WS2.so SHIFT_JISX0213.so SJIS.so:80056 T.61.so TCVN5712-1.so TIS-620.so TSCII.so UHC.so UNICODE.so UTF-16.so UTF-32.so UTF-7.so VISCII.so gconv-modules:55659 gconv-modules.cache:26060 libCNS.so:458960 libGB.so libISOIR165.so libJIS.so libJISX0213.so libKSC.so
/usr/lib64/games 755 644
/usr/lib64/openssl/engines 755 755
lib4758cca.so libaep.so libatalla.so libcapi.so libchil.so libcswift.so libgmp.so libnuron.so libpadlock.so libsureware.so libubsec.so
/usr/lib64/perl5 755 644
/usr/lib64/pm-utils 755 644
/usr/lib64/python2.6 555 644
BaseHTTPServer.py:22047 Bastion.py CGIHTTPServer.py ConfigParser.py:24013 ConfigParser.pyc:24412 Cookie.py:25410 DocXMLRPCServer.py HTMLParser.py:13110 MimeWriter.py Queue.py:8561 SimpleHTTPServer.py:7010 SimpleXMLRPCServer.py SocketServer.py:22301 StringIO.py:10503 UserDict.py:5766 UserDict.pyc:8611 UserList.py UserString.py _LWPCookieJar.py _MozillaCookieJar.py __future__.py _abcoll.py:13612 _strptime.py:19704 _threading_local.py abc.py:6785 abc.pyc:5877
aifc.py antigravity.py anydbm.py ast.py:11104 asynchat.py asyncore.py:18111 atexit.py audiodev.py base64.py:11010 bdb.py:20511 binhex.py bisect.py calendar.py:22790 cgi.py:34001 cgitb.py chunk.py cmd.py code.py codecs.py:34811 codecs.pyc:38111 codeop.py collections.py:6003 colorsys.py commands.py compileall.py contextlib.py cookielib.py:63402 copy.py:11010 copy_reg.py csv.py dbhash.py decimal.py:193402 decimal.pyc:153201 difflib.py:79501 dircache.py dis.py doctest.py:97010
dumbdbm.py dummy_thread.py dummy_threading.py filecmp.py fileinput.py fnmatch.py formatter.py fpformat.py fractions.py ftplib.py:28602 functools.py genericpath.py getopt.py getpass.py gettext.py:18810 glob.py gzip.py:17803 hashlib.py heapq.py:15994 hmac.py htmlentitydefs.py htmllib.py httplib.py:45210 httplib.pyc:33120 ihooks.py imaplib.py:47003 imghdr.py imputil.py:25790 inspect.py:39004 inspect.pyc:38701 io.py:69801 keyword.py linecache.py locale.py:87204 locale.pyc:48777
macpath.py macurl2path.py mailbox.py:76910 mailcap.py markupbase.py md5.py mhlib.py mimetools.py mimetypes.py:20104 mimify.py modulefinder.py:23690 multifile.py mutex.py netrc.py new.py nntplib.py ntpath.py nturl2path.py numbers.py opcode.py optparse.py:61010 optparse.pyc:53233 os.py:26301 os.pyc:26010 os2emxpath.py pdb.doc pdb.py:44901 pickle.py:44010 pickletools.py:74510 pipes.py pkgutil.py platform.py:51700 plistlib.py popen2.py poplib.py
posixfile.py posixpath.py:13101 posixpath.pyc:11202 pprint.py profile.py pstats.py pty.py py_compile.py pyclbr.py pydoc.py:90801 pydoc_topics.py:402310 quopri.py random.py:31801 random.pyc:25511 re.py:12990 re.pyc:13012 repr.py rexec.py rfc822.py:33310 rlcompleter.py robotparser.py runpy.py sched.py sets.py:19008 sgmllib.py sha.py shelve.py shlex.py shutil.py:8900 site.py:19912 site.pyc:19110 smtpd.py smtplib.py:30110 sndhdr.py socket.py:18810 sre.py
sre_compile.py:16305 sre_compile.pyc:11022 sre_constants.py sre_parse.py:26710 sre_parse.pyc:19344 ssl.py:15401 stat.py statvfs.py string.py:20814 string.pyc:20109 stringold.py stringprep.py struct.py subprocess.py:52401 subprocess.pyc:36012 sunau.py sunaudio.py symbol.py symtable.py tabnanny.py tarfile.py:88103 telnetlib.py tempfile.py:18020 textwrap.py:16803 this.py threading.py:32710 threading.pyc:29441 timeit.py toaiff.py token.py tokenize.py:15790 trace.py:31501 traceback.py:11310 tty.py
types.py unittest.py:31012 urllib.py:58910 urllib.pyc:50122 urllib2.py:51304 urllib2.pyc:46111 urlparse.py user.py uu.py uuid.py:20701 warnings.py:13770 warnings.pyc:12802 wave.py weakref.py:10412 weakref.pyc:14010 webbrowser.py whichdb.py xdrlib.py xmllib.py:34811 xmlrpclib.py:51902 zipfile.py:55410
/usr/lib64/python2.6/compiler 755 644
__init__.py ast.py:37500 consts.py future.py misc.py pyassem.py:23700 pycodegen.py:47200 symbols.py syntax.py transformer.py:52710 visitor.py
/usr/lib64/python2.6/config 755 644
Makefile:41890
/usr/lib64/python2.6/ctypes 755 644
__init__.py:17001 _endian.py util.py wintypes.py
/usr/lib64/python2.6/curses 755 644
__init__.py ascii.py has_key.py panel.py textpad.py wrapper.py
/usr/lib64/python2.6/distutils 755 644
README __init__.py archive_util.py bcppcompiler.py ccompiler.py:50100 cmd.py core.py cygwinccompiler.py debug.py dep_util.py dir_util.py dist.py:50010 emxccompiler.py errors.py extension.py fancy_getopt.py file_util.py filelist.py log.py msvccompiler.py spawn.py sysconfig.py:22101 text_file.py unixccompiler.py util.py version.py versionpredicate.py
/usr/lib64/python2.6/email 755 644
__init__.py _parseaddr.py base64mime.py charset.py:15700 encoders.py errors.py feedparser.py:20400 generator.py header.py:22104 iterators.py message.py:30201 parser.py quoprimime.py utils.py
/usr/lib64/python2.6/encodings 755 644
__init__.py aliases.py:14848 ascii.py base64_codec.py big5.py big5hkscs.py bz2_codec.py charmap.py {cp037,cp1006,cp1026,cp1140,cp1250,cp1251,cp1252,cp1253,cp1254,cp1255,cp1256,cp1257,cp1258,cp424,cp437,cp500,cp737,cp775,cp850,cp852,cp855,cp856,cp857,cp860,cp861,cp862,cp863,cp864,cp865,cp866,cp869,cp874,cp875,cp932,cp949,cp950}.py euc_jp.py euc_kr.py gb18030.py gb2312.py gbk.py hex_codec.py idna.py iso8859_{1,2,3,4,5,6,7,8,9,10,11,13,14,15,16}.py koi8_r.py koi8_u.py latin_1.py mac_roman.py mbcs.py punycode.py quopri_codec.py raw_unicode_escape.py rot_13.py shift_jis.py string_escape.py undefined.py unicode_escape.py utf_{16,16_be,16_le,32,32_be,32_le,7,8,8_sig}.py uu_codec.py zlib_codec.py
/usr/lib64/python2.6/lib-dynload 755 755
_bisectmodule.so _bsddb.so:124112 _codecs_{cn,hk,iso2022,jp,kr,tw}.so:152104 _collectionsmodule.so _csv.so:36200 _ctypes.so:123010 _curses.so:70100 _curses_panel.so _elementtree.so:48200 _functoolsmodule.so _hashlib.so _heapq.so _hotshot.so _json.so _localemodule.so _lsprof.so _multibytecodec.so _multiprocessing.so _randommodule.so _socketmodule.so:68120 _sqlite3.so:62810 _ssl.so _struct.so:37810 _weakref.so arraymodule.so:47200 audioop.so binascii.so bz2.so:37010 cPickle.so:79200 cStringIO.so cmathmodule.so cryptmodule.so datetime.so:77820 dbm.so fcntlmodule.so gdbmmodule.so grpmodule.so itertoolsmodule.so:46210 linuxaudiodev.so mathmodule.so mmapmodule.so nismodule.so operator.so ossaudiodev.so parsermodule.so:72100 pyexpat.so:56200 readline.so resource.so selectmodule.so spwdmodule.so stropmodule.so syslog.so termios.so timemodule.so unicodedata.so:597810 zlibmodule.so
/usr/lib64/python2.6/logging 755 644
__init__.py:55310 __init__.pyc:52101 config.py:13810 handlers.py:42011 handlers.pyc:33011
/usr/lib64/python2.6/multiprocessing 755 644
__init__.py connection.py forking.py heap.py managers.py:34210 pool.py:17110 process.py queues.py reduction.py sharedctypes.py synchronize.py util.py
/usr/lib64/python2.6/site-packages 755 644
README _sqlitecache.so:35424 gpgme/ liblzma.so pycurl.so:74880 sqlitecachec.py libxml2.py:331010 libxml2mod.so:374120 drv_libxml2.py:14700
/usr/lib64/python2.6/site-packages/rpm 755 644
__init__.py:1601 __init__.pyc:2288 _rpmmodule.so:118512 transaction.py
/usr/lib64/python2.6/sqlite3 755 644
__init__.py dbapi2.py dump.py
/usr/lib64/python2.6/wsgiref 755 644
__init__.py handlers.py:15920 headers.py simple_server.py util.py validate.py
/usr/lib64/python2.6/xml/dom 755 644
NodeFilter.py __init__.py domreg.py expatbuilder.py:37100 minicompat.py minidom.py:66810 pulldom.py xmlbuilder.py
/usr/lib64/python2.6/xml/etree 755 644
ElementInclude.py ElementPath.py ElementTree.py:41100 __init__.py cElementTree.py
/usr/lib64/python2.6/xml/sax 755 644
__init__.py _exceptions.py expatreader.py handler.py saxutils.py xmlreader.py
/usr/lib64/rpm-plugins 755 755
collection.so
/usr/lib64/sasl2 755 755
libanonymous.so.2.0.23 libsasldb.so.2.0.23:900464 libsasldb.so.2>libsasldb.so.2.0.23 libanonymous.so.2>libanonymous.so.2.0.23
/usr/libexec 755 755
getconf/ gpg-check-pattern gpg-preset-passphrase gpg-protect-tool:72104 gnupg-pcsc-wrapper pcscd-wrapper awk/ p11-kit/ polkit-1/ sudo_noexec.so utempter/
/usr/libexec/awk 755 755
grcat pwcat
/usr/libexec/getconf 755 755
POSIX_V6_LP64_OFF64:17808 POSIX_V7_LP64_OFF64:17808 XBS5_LP64_OFF64:17808
/usr/local 755 644
bin/ etc/ games/ include/ lib/ lib64/ libexec/ sbin/ src/
/usr/local/share 755 644
applications/ info/ man/
/usr/sbin 555 755
accept addgnupghome adduser>useradd alternatives:25288 anacron:38512 applygnupgdefaults arpd authconfig avcstat build-locale-archive:715088 2711@ccreds_validate chgpasswd:53616 chpasswd:48472 chroot:29512 cracklib-check cracklib-format:233 cracklib-packer cracklib-unpacker create-cracklib-dict:984 crond:71024 crda dump-acct dump-utmp exportfs fdformat filefrag:9640 fsadm genhomedircon getenforce getsebool glibc_post_upgrade.x86_64:694888 groupadd:57728 groupdel:48704 groupmems:45088 groupmod:61128 grpck:48600 grpconv:44696 grpunconv:44232 iconvconfig:27864 iconvconfig.x86_64>iconvconfig ifstat
keyctl ldattach lgroupadd:12504 lgroupdel lgroupmod lid lnewusers load_policy logrotate:56152 lpasswd luseradd luserdel lusermod matchpathcon mklost+found newusers:82408 nscd nstat ntsysv open_init_pty packer pwck:53080 pwconv:44640 pwunconv:40168 readprofile regdbdump rpcinfo rpc.mountd rtacct rtcwake run_init saslauthd:81088 sasldblistusers2 saslpasswd2 selinuxenabled semodule:27144 sestatus setenforce setsebool smartctl ss:67832 sshd
testsaslauthd togglesebool tmpwatch tunelp tzdata-update:668848 update-alternatives>alternatives useradd:112520 userdel:70480 4711@userhelper:37032 usermod:104024 4755@usernetctl:9000 vigr>vipw vipw:51848 visudo:163344 zdump:17648 zic:49208 yum-complete-transaction
/usr/share 755 644
applications/ augeas/ backgrounds/ desktop-directories/ dict/ empty/ games/ gnome/ idl/ info/ mime/ mime-info/ omf/ pixmaps/ sounds/ themes/ wallpapers/ xsessions/
magic>misc/magic
/usr/share/augeas/lenses 755 644
libuser.aug
/usr/share/awk 755 644
assert.awk bits2str.awk cliff_rand.awk ctime.awk ftrans.awk getopt.awk gettime.awk group.awk join.awk libintl.awk noassign.awk ord.awk passwd.awk quicksort.awk readable.awk rewind.awk round.awk strtonum.awk walkarray.awk zerofile.awk
/usr/share/bash-completion 755 644
/usr/share/cracklib 755 644
cracklib.magic cracklib-small:477144 pw_dict.hwm:1024 pw_dict.pwd:9135648 pw_dict.pwi:416424
/usr/share/doc 755 644
{MAKEDEV-3.24,acl-2.2.49,attr-2.4.44,audit-libs-2.3.7,basesystem-10.0,bash-4.1.2,binutils-2.20.51.0.2,bzip2-1.0.5,ca-certificates-2015.2.4,centos-release-6,chkconfig-1.3.49.3,coreutils-8.4,cpio-2.10,cracklib-2.8.16,curl-7.19.7,cyrus-sasl-lib-2.1.23,dash-0.5.5.1,db4-4.7.25,dbus-libs-1.2.24,diffutils-2.8.1,e2fsprogs-libs-1.41.12,elfutils-libelf-0.161,ethtool-3.5,expat-2.0.1,file-libs-5.04,findutils-4.4.2,gamin-0.1.10,gawk-3.1.7,gdbm-1.8.0,glib2-2.28.8,glibc-2.12,glibc-common-2.12,gmp-4.3.1,gnupg2-2.0.14,gpgme-1.1.8,grep-2.20,gzip-1.3.12,hwdata-0.233,info-4.13a,initscripts-9.03.49,iproute-2.6.32,iptables-1.4.7,iputils-20071127,keyutils-libs-1.4,krb5-libs-1.10.3,less-436,libacl-2.2.49,libattr-2.4.44,libblkid-2.17.2,libcap-2.16,libcom_err-1.41.12,libcurl-7.19.7,libgcc-4.4.7,libgcrypt-1.4.5,libgpg-error-1.7,libidn-1.18,libnih-1.0.1,libselinux-2.0.94,libsemanage-2.0.43,libsepol-2.0.41,libssh2-1.4.2,libstdc++-4.4.7,libtasn1-2.3,libudev-147,libusb-0.1.12,libuser-0.56.13,libutempter-1.1.5,libuuid-2.17.2,libxml2-2.7.6,logrotate-3.7.8,lua-5.1.4,m4-1.4.13,mingetty-1.08,module-init-tools-3.9,ncurses-base-5.7,ncurses-libs-5.7,net-tools-1.60,nspr-4.10.8,nss-3.19.1,nss-softokn-3.14.3,nss-sysinit-3.19.1,nss-util-3.19.1,openldap-2.4.40,openssl-1.0.1e,p11-kit-0.18.5,pam-1.1.1,passwd-0.77,pcre-7.8,pinentry-0.7.6,plymouth-0.8.3,popt-1.13,procps-3.2.8,psmisc-22.6,pth-2.0.7,pygpgme-0.1,python-2.6.6,python-iniparse-0.3.1,python-libs-2.6.6,python-pycurl-7.19.0,python-urlgrabber-3.9.1,readline-6.0,rootfiles-8.1,rpm-4.8.0,sed-4.2.1,setup-2.8.14,shadow-utils-4.1.4.2,shared-mime-info-0.70,sqlite-3.6.20,sudo-1.8.6p3,sysvinit-tools-2.87,tar-1.23,tcp_wrappers-libs-7.6,tzdata-2015g,udev-147,upstart-0.6.5,ustr-1.0.4,util-linux-ng-2.17.2,vim-minimal-7.4.629,which-2.19,xz-libs-4.999.9,yum-3.2.29,yum-metadata-parser-1.1.2,yum-plugin-fastestmirror-1.1.30,zlib-1.2.3}/
/usr/share/doc/bash-4.1.2 755 644
COPYING:35147
/usr/share/doc/centos-release-6 755 644
EULA:18390 GPL:18390
/usr/share/doc/coreutils-8.4 755 644
COPYING:35147
/usr/share/doc/glibc-2.12 755 644
BUGS CONFORMANCE COPYING:18009 COPYING.LIB:26530 FAQ:99710 INTERFACE LICENSES NEWS:68930 NOTES PROJECTS README README.hesiod
/usr/share/doc/rootfiles-8.1 755 644
COPYING
/usr/share/gcc-4.4/python 755 644
/usr/share/gdb/auto-load/usr/lib64 755 644
libstdc++.so.6.0.13-gdb.py
/usr/share/glib-2.0/gettext 755 644
/usr/share/hwdata 755 644
MonitorsDB:243010 pci.ids:923410 pnp.ids:67010 usb.ids:501120 upgradelist videoaliases/ videodrivers
/usr/share/i18n/charmaps 755 644
ASMO_449.gz BIG5.gz:96010 BIG5-HKSCS.gz:164200 CP1250.gz CP1251.gz CP1252.gz EUC-JP.gz:111000 EUC-KR.gz EUC-TW.gz:312010 GB18030.gz:231002 GB2312.gz GBK.gz:101220 ISO-8859-{1,2,3,4,5,6,7,8,9,10,11,13,14,15,16}.gz JOHAB.gz KOI8-R.gz KOI8-U.gz SHIFT_JIS.gz UTF-8.gz:264010
/usr/share/i18n/locales 755 644
POSIX:5620 {aa_DJ,af_ZA,am_ET,ar_AE,ar_EG,ar_SA,be_BY,bg_BG,bn_IN,ca_ES,cs_CZ,cy_GB,da_DK,de_AT,de_CH,de_DE,el_GR,en_AU,en_CA,en_DK,en_GB,en_HK,en_IE,en_IN,en_NZ,en_SG,en_US,en_ZA,es_AR,es_ES,es_MX,et_EE,eu_ES,fa_IR,fi_FI,fr_BE,fr_CA,fr_CH,fr_FR,ga_IE,gl_ES,gu_IN,he_IL,hi_IN,hr_HR,hu_HU,id_ID,is_IS,it_CH,it_IT,ja_JP,ka_GE,kk_KZ,ko_KR,lt_LT,lv_LV,mk_MK,mr_IN,ms_MY,nb_NO,nl_BE,nl_NL,nn_NO,pa_IN,pl_PL,pt_BR,pt_PT,ro_RO,ru_RU,ru_UA,sk_SK,sl_SI,sq_AL,sr_RS,sv_FI,sv_SE,ta_IN,te_IN,th_TH,tr_TR,uk_UA,ur_PK,vi_VN,xh_ZA,yi_US,zh_CN,zh_HK,zh_SG,zh_TW,zu_ZA} iso14651_t1 iso14651_t1_common:1050300 iso14651_t1_pinyin:1021100 translit_{circle,cjk_compat,cjk_variants,combining,compat,font,fraction,hangul,narrow,neutral,small,wide}
/usr/share/info 755 644
dir:2150 {bc,cpio,find,gawk,gnupg,gpgme,grep,history,info-stnd,info,libtasn1,m4.info-1,m4.info-2,m4,pinentry,sed,tar.info-1,tar.info-2,tar,which}.info.gz coreutils.info.gz:231102
/usr/share/locale 755 644
locale.alias:2512
{af,ar,be,bg,bn,ca,cs,cy,da,de,el,en_GB,eo,es,et,eu,fa,fi,fr,ga,gl,gu,he,hi,hr,hu,id,is,it,ja,ka,kk,ko,ku,lt,lv,mk,ml,mr,ms,nb,nl,nn,pa,pl,pt,pt_BR,ro,ru,rw,sk,sl,sq,sr,sv,ta,te,th,tr,uk,vi,zh_CN,zh_TW}/
/usr/share/locale/de/LC_MESSAGES 755 644
{bash,coreutils,cpio,diffutils,findutils,gawk,gettext-tools,glib20,gnupg2,grep,initscripts,libc,libuser,make,rpm,sed,shadow,tar,util-linux-ng,yum}.mo
/usr/share/locale/fr/LC_MESSAGES 755 644
{bash,coreutils,cpio,diffutils,findutils,gawk,gettext-tools,glib20,gnupg2,grep,initscripts,libc,libuser,make,rpm,sed,shadow,tar,util-linux-ng,yum}.mo
/usr/share/locale/ja/LC_MESSAGES 755 644
{bash,coreutils,cpio,diffutils,findutils,gawk,gettext-tools,glib20,gnupg2,grep,initscripts,libc,libuser,make,rpm,sed,shadow,tar,util-linux-ng,yum}.mo
/usr/share/locale/zh_CN/LC_MESSAGES 755 644
{bash,coreutils,cpio,diffutils,findutils,gawk,gettext-tools,glib20,gnupg2,grep,initscripts,libc,libuser,make,rpm,sed,shadow,tar,util-linux-ng,yum}.mo
/usr/share/man/man1 755 644
{arch,awk,base64,basename,bash,bzip2,cat,chage,chcon,chgrp,chmod,chown,cksum,comm,cp,cpio,csplit,curl,cut,date,dd,df,diff,dir,dircolors,dirname,du,echo,ed,env,expand,expr,factor,false,find,fmt,fold,free,gawk,getfacl,gpg2,grep,groups,gzip,head,hostid,iconv,id,info,install,join,kill,less,link,ln,locale,login,logname,ls,md5sum,mkdir,mkfifo,mknod,mktemp,more,mv,nice,nl,nohup,od,openssl,passwd,paste,pathchk,pgrep,pr,printenv,printf,ps,ptx,pwd,python,readlink,rm,rmdir,script,sed,seq,sha1sum,shred,shuf,sleep,sort,split,stat,stty,su,sum,sync,tac,tail,tar,tee,test,timeout,top,touch,tr,true,truncate,tsort,tty,uname,unexpand,uniq,unlink,uptime,users,vdir,vi,w,watch,wc,which,who,whoami,xargs,xz,yes}.1.gz
/usr/share/man/man5 755 644
{crypttab,filesystems,fstab,group,hosts,issue,ld.so.conf,limits.conf,login.defs,nsswitch.conf,pam.d,passwd,proc,resolv.conf,securetty,shadow,sudoers,sysctl.conf,terminfo,yum.conf}.5.gz
/usr/share/man/man8 755 644
{agetty,alternatives,arp,arping,badblocks,blkid,chkconfig,chroot,cron,dmesg,e2fsck,fdisk,fsck,groupadd,grpck,halt,hwclock,ifconfig,init,insmod,ip,iptables,ldconfig,losetup,lsmod,mke2fs,mkfs,mkswap,modprobe,mount,nologin,pam,pidof,ping,pivot_root,rpm,rsyslogd,runlevel,service,shutdown,ss,sudo,swapon,sysctl,tc,tune2fs,udevadm,udevd,umount,useradd,userdel,usermod,vipw,visudo,vmstat,yum}.8.gz
/usr/share/misc 755 644
magic:2400 magic.mgc:1842064
/usr/share/p11-kit/modules 755 644
p11-kit-trust.module
/usr/share/pki/ca-trust-source 755 644
ca-bundle.neutral-trust.crt ca-bundle.supplement.p11-kit:21210 ca-bundle.trust.crt:1204110 README
/usr/share/tabset 755 644
std stdcrt vt100 vt300
/usr/share/terminfo/E 755 644
Eterm Eterm-256color
/usr/share/terminfo/x 755 644
xterm-new xterm-utf8 xterm-vt220
/usr/share/vim/vim74 755 644
/usr/share/X11/locale 755 644
/usr/share/yum-cli 755 644
callback.py:6710 callback.pyc:7301 cli.py:73400 cli.pyc:52711 output.py:109210 output.pyc:85211 shell.py:14900 shell.pyc:14110 utils.py:5701 yumcommands.py:103010 yumcommands.pyc:87221 yummain.py:8801 yummain.pyc:6910
/usr/share/zoneinfo 755 644
{CET,CST6CDT,Cuba,EET,EST,EST5EDT,Egypt,Eire,Factory,GB,GB-Eire,GMT,GMT+0,GMT-0,GMT0,Greenwich,HST,Hongkong,Iceland,Iran,Israel,Jamaica,Japan,Kwajalein,Libya,MET,MST,MST7MDT,NZ,NZ-CHAT,Navajo,PRC,PST8PDT,Poland,Portugal,ROC,ROK,Singapore,Turkey,UCT,UTC,Universal,W-SU,WET,Zulu}:1202 iso3166.tab:4242 zone.tab:19100 posixrules:3519
/usr/share/zoneinfo/Africa 755 644
{Abidjan,Accra,Addis_Ababa,Algiers,Cairo,Casablanca,Dakar,Harare,Johannesburg,Kampala,Khartoum,Kinshasa,Lagos,Luanda,Maputo,Nairobi,Tripoli,Tunis,Windhoek}:1205
/usr/share/zoneinfo/America 755 644
{Anchorage,Argentina,Asuncion,Bogota,Boise,Caracas,Chicago,Costa_Rica,Denver,Detroit,Edmonton,Guatemala,Halifax,Havana,Jamaica,La_Paz,Lima,Los_Angeles,Manaus,Mexico_City,Montevideo,Montreal,New_York,Panama,Phoenix,Puerto_Rico,Regina,Santiago,Sao_Paulo,St_Johns,Tijuana,Toronto,Vancouver,Winnipeg}:2845
/usr/share/zoneinfo/Asia 755 644
{Almaty,Amman,Baghdad,Bahrain,Baku,Bangkok,Beirut,Chongqing,Colombo,Damascus,Dhaka,Dubai,Ho_Chi_Minh,Hong_Kong,Irkutsk,Jakarta,Jerusalem,Kabul,Karachi,Kathmandu,Kolkata,Kuala_Lumpur,Kuwait,Macau,Manila,Novosibirsk,Omsk,Pyongyang,Qatar,Riyadh,Seoul,Shanghai,Singapore,Taipei,Tashkent,Tehran,Tokyo,Ulaanbaatar,Urumqi,Vladivostok,Yerevan}:1209
/usr/share/zoneinfo/Australia 755 644
{Adelaide,Brisbane,Darwin,Hobart,Lord_Howe,Melbourne,Perth,Sydney}:2190
/usr/share/zoneinfo/Europe 755 644
{Amsterdam,Athens,Belgrade,Berlin,Brussels,Bucharest,Budapest,Copenhagen,Dublin,Helsinki,Istanbul,Kiev,Lisbon,London,Luxembourg,Madrid,Malta,Minsk,Monaco,Moscow,Oslo,Paris,Prague,Riga,Rome,Sofia,Stockholm,Tallinn,Vaduz,Vienna,Vilnius,Warsaw,Zurich}:2610
/usr/src 755 644
debug/ kernels/
/var 755 644
cache/ db/ empty/ games/ lib/ local/ lock/ log/ nis/ opt/ preserve/ run/ spool/ yp/
mail>spool/mail
/var/cache/ldconfig 700 600
aux-cache:11211
/var/cache/yum 755 644
/var/db 755 644
Makefile:1830
/var/empty 755 644
/var/lib 755 644
alternatives/ dbus/ games/ misc/ stateless/ udev/
/var/lib/dbus 755 644
/var/lib/logrotate 755 644
/var/lib/rpm 755 644
Basenames:3284992 Conflictname:12288 Dirnames:1003520 Filedigests:3129344 Group:20480 Installtid:20480 Name:20480 Obsoletename:16384 Packages:* Providename:352256 Provideversion:77824 Pubkeys:8192 Requirename:241664 Requireversion:122880 Sha1header:32768 Sigmd5:24576 Triggername:8192 .dbenv.lock:0 .rpm.lock:0
/var/lib/rpm-state 755 644
/var/lib/yum 755 644
uuid:37
/var/lib/yum/history 700 600
history-2015-10-13.sqlite:42020
/var/lib/yum/yumdb 755 644
{a,b,c,d,e,f,g,h,i,k,l,m,n,o,p,r,s,t,u,v,w,x,y,z}/
/var/log 755 644
600@btmp:0 dmesg:0 dracut.log:0 lastlog:0 600@tallylog:0 wtmp:0 600@yum.log:0 600@maillog:0 600@messages:0 600@secure:0 600@spooler:0
/var/log/audit 750 600
/var/run 755 644
utmp:0 console/ dbus/ faillock/ sepermit/ setrans/ 775@netreport/
/var/spool 755 644
cron/ lpd/ mail/ anacron/ plymouth/
/var/tmp 1777 644
`;
