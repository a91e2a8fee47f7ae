// The paths of the busybox image: one binary under the names of its applets.
const applets =
  '[ [[ acpid adjtimex ar arp arping ash awk base64 basename bzcat bzip2 cal cat chat chattr chgrp chmod chown chroot chrt cksum clear cmp comm cp cpio crond crontab cut date dc dd deallocvt df diff dirname dmesg dnsdomainname du dumpkmap echo ed egrep env expand expr false fbset fdflush fdformat fdisk fgrep find findfs flock fold free fsck fuser getopt getty grep gunzip gzip halt hd hdparm head hexdump hostid hostname hwclock id ifconfig ifdown ifup inetd init insmod install iostat ip ipaddr ipcalc ipcrm ipcs iplink iproute iprule iptunnel kbd_mode kill killall killall5 klogd last less link linux32 linux64 ln loadfont loadkmap logger login logname losetup ls lsattr lsmod lsof lspci lsusb lzcat lzma makedevs md5sum mdev mesg mkdir mkfifo mknod mkswap mktemp modinfo modprobe more mount mountpoint mpstat mt mv nameif nc netstat nice nmeter nohup nslookup od openvt passwd paste patch pidof ping ping6 pipe_progress pivot_root pmap poweroff powertop printenv printf ps pstree pwd pwdx rdate readlink readprofile realpath reboot renice reset resize rev rm rmdir rmmod route run-parts runlevel sed seq setarch setconsole setkeycodes setlogcons setserial setsid sh sha1sum sha256sum sha3sum sha512sum shuf sleep sort split start-stop-daemon stat strings stty su sulogin sum svlogd swapoff swapon switch_root sync sysctl syslogd tac tail tar tcpsvd tee telnet telnetd test tftp time top touch tr traceroute true truncate tty udhcpc umount uname unexpand uniq unix2dos unlzma unxz unzip uptime usleep uudecode uuencode vconfig vi vlock watch watchdog wc wget which whoami xargs xz xzcat yes zcat';

const words = applets
  .split(' ')
  .map((name) => `${name}!${name === 'sh' || name === 'ash' ? 'bash' : name}`)
  .join(' ');

export const busyboxTree = `
/ 755 644
/bin 755 755
busybox:* ${words}
/dev 755 644
/etc 755 644
group=group hostname=hostname hosts=hosts localtime:118 passwd=passwd protocols=protocols 640@shadow:243
/home 755 644
/home/ftp 2755 644
/lib 755 755
libc.so.6 libnss_dns.so.2 libnss_files.so.2 ld-linux-x86-64.so.2
/lib64 755 755
/root 700 644
/tmp 1777 644
/usr 755 644
/usr/bin 755 755
/usr/sbin 755 755
/var 755 644
/var/spool 755 644
/var/www 755 644
/run 755 644
`;

export const busyboxTexts: Readonly<Record<string, string>> = {
  group: 'root:x:0:\ndaemon:x:1:\nbin:x:2:\nsys:x:3:\nadm:x:4:\ntty:x:5:\nwww-data:x:33:\nnogroup:x:65534:\n',
  passwd:
    'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\nbin:x:2:2:bin:/bin:/bin/false\nsys:x:3:3:sys:/dev:/bin/false\nwww-data:x:33:33:www-data:/var/www:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n',
  hostname: 'busybox\n',
  hosts: '127.0.0.1\tlocalhost\n',
  protocols: 'ip\t0\tIP\nicmp\t1\tICMP\ntcp\t6\tTCP\nudp\t17\tUDP\n',
};
