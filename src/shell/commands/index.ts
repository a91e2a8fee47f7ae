// The commands of the userland: one file each, one line here.
import type { Command } from '../command.ts';
import { awk } from './awk.ts';
import { cat } from './cat.ts';
import { chgrp } from './chgrp.ts';
import { chmod } from './chmod.ts';
import { chown } from './chown.ts';
import { cp } from './cp.ts';
import { df } from './df.ts';
import { diff } from './diff.ts';
import { du } from './du.ts';
import { find } from './find.ts';
import { findmnt } from './findmnt.ts';
import { getfattr } from './getfattr.ts';
import { egrep, fgrep, grep } from './grep.ts';
import { head } from './head.ts';
import { hostname } from './hostname.ts';
import { id } from './id.ts';
import { link, unlink } from './link.ts';
import { ln } from './ln.ts';
import { ls } from './ls.ts';
import { mkdir } from './mkdir.ts';
import { mkfifo } from './mkfifo.ts';
import { mknod } from './mknod.ts';
import { mktemp } from './mktemp.ts';
import { mount } from './mount.ts';
import { mv } from './mv.ts';
import { patch } from './patch.ts';
import { ps } from './ps.ts';
import { readlink } from './readlink.ts';
import { realpath } from './realpath.ts';
import { rm } from './rm.ts';
import { rmdir } from './rmdir.ts';
import { sed } from './sed.ts';
import { setfattr } from './setfattr.ts';
import { sleep } from './sleep.ts';
import { sort } from './sort.ts';
import { stat } from './stat.ts';
import { tail } from './tail.ts';
import { touch } from './touch.ts';
import { tree } from './tree.ts';
import { truncate } from './truncate.ts';
import { umount } from './umount.ts';
import { wc } from './wc.ts';
import { basename } from './basename.ts';
import { cmp } from './cmp.ts';
import { column } from './column.ts';
import { comm } from './comm.ts';
import { cut } from './cut.ts';
import { dirname } from './dirname.ts';
import { echo } from './echo.ts';
import { expand } from './expand.ts';
import { expr } from './expr.ts';
import { factor } from './factor.ts';
import { fmt } from './fmt.ts';
import { fold } from './fold.ts';
import { hexdump } from './hexdump.ts';
import { join } from './join.ts';
import { nl } from './nl.ts';
import { nproc } from './nproc.ts';
import { numfmt } from './numfmt.ts';
import { od } from './od.ts';
import { paste } from './paste.ts';
import { printf } from './printf.ts';
import { pwd } from './pwd.ts';
import { rev } from './rev.ts';
import { seq } from './seq.ts';
import { shuf } from './shuf.ts';
import { split } from './split.ts';
import { tac } from './tac.ts';
import { tee } from './tee.ts';
import { tr } from './tr.ts';
import { tty } from './tty.ts';
import { unexpand } from './unexpand.ts';
import { uniq } from './uniq.ts';
import { xargs } from './xargs.ts';
import { xxd } from './xxd.ts';
import { yes } from './yes.ts';
import { baseCommands } from './base64.ts';
import { cksum, digestCommands, sum } from './checksums.ts';
import { bracket, test } from './test.ts';
import { arch, getent, groups, hostid, logname, users, who } from './accounts.ts';
import { date } from './date.ts';
import { env } from './env.ts';
import { kill } from './kill.ts';
import { pgrepCommands } from './pgrep.ts';
import { printenv } from './printenv.ts';
import { stty } from './stty.ts';
import { userCommands } from './su.ts';
import { dmesg, free, reset, sysctl, uptime, w } from './system.ts';
import { timeout } from './timeout.ts';
import { nice, nohup, setsid, which } from './wrappers.ts';
import { pagers } from './less.ts';
import { manCommand } from './man.ts';
import { smallCommands } from './small.ts';

export const commands: readonly Command[] = [
  awk,
  cat,
  chgrp,
  chmod,
  chown,
  cp,
  df,
  diff,
  du,
  find,
  findmnt,
  getfattr,
  egrep,
  fgrep,
  grep,
  head,
  hostname,
  id,
  link,
  ln,
  ls,
  mkdir,
  mkfifo,
  mknod,
  mktemp,
  mount,
  mv,
  patch,
  ps,
  readlink,
  realpath,
  rm,
  rmdir,
  sed,
  setfattr,
  sleep,
  sort,
  stat,
  tail,
  touch,
  tree,
  truncate,
  umount,
  unlink,
  wc,
  basename,
  cmp,
  column,
  comm,
  cut,
  dirname,
  echo,
  expand,
  expr,
  factor,
  fmt,
  fold,
  hexdump,
  join,
  nl,
  nproc,
  numfmt,
  od,
  paste,
  printf,
  pwd,
  rev,
  seq,
  shuf,
  split,
  tac,
  tee,
  tr,
  tty,
  unexpand,
  uniq,
  xargs,
  xxd,
  yes,
  cksum,
  sum,
  bracket,
  test,
  ...baseCommands,
  ...digestCommands,
  arch,
  getent,
  groups,
  hostid,
  logname,
  users,
  who,
  date,
  env,
  kill,
  printenv,
  stty,
  dmesg,
  free,
  reset,
  sysctl,
  uptime,
  w,
  timeout,
  nice,
  nohup,
  setsid,
  which,
  ...pgrepCommands,
  ...userCommands,
  ...pagers,
  manCommand(() => commands),
  ...smallCommands,
];
