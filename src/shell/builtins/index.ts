// The builtins of the shell, by name. A new one is a new file and a new line here.
import { alias, unalias } from './alias.ts';
import type { Builtin } from './builtin.ts';
import { caller } from './caller.ts';
import { cd } from './cd.ts';
import { colon, falseBuiltin, trueBuiltin } from './colon.ts';
import { builtinBuiltin, command } from './command.ts';
import { declare, exportBuiltin, local, readonlyBuiltin, typeset } from './declare.ts';
import { dirs, popd, pushd } from './directories.ts';
import { echo } from './echo.ts';
import { enable } from './enable.ts';
import { evalBuiltin } from './eval.ts';
import { exec } from './exec.ts';
import { exit, logout } from './exit.ts';
import { getopts } from './getopts.ts';
import { hash } from './hash.ts';
import { help } from './help.ts';
import { history } from './history.ts';
import { bg, disown, fg, jobs, wait } from './jobs.ts';
import { kill } from './kill.ts';
import { letBuiltin } from './let.ts';
import { breakBuiltin, continueBuiltin } from './loops.ts';
import { mapfile, readarray } from './mapfile.ts';
import { printf } from './printf.ts';
import { pwd } from './pwd.ts';
import { read } from './read.ts';
import { returnBuiltin } from './return.ts';
import { set } from './set.ts';
import { shift } from './shift.ts';
import { shopt } from './shopt.ts';
import { dot, source } from './source.ts';
import { suspend } from './suspend.ts';
import { bracket, test } from './test.ts';
import { times } from './times.ts';
import { trap } from './trap.ts';
import { type } from './type.ts';
import { ulimit } from './ulimit.ts';
import { umask } from './umask.ts';
import { unset } from './unset.ts';

export const builtins: ReadonlyMap<string, Builtin> = new Map(
  [
    colon,
    dot,
    bracket,
    alias,
    bg,
    breakBuiltin,
    builtinBuiltin,
    caller,
    cd,
    command,
    continueBuiltin,
    declare,
    dirs,
    disown,
    echo,
    enable,
    evalBuiltin,
    exec,
    exit,
    exportBuiltin,
    falseBuiltin,
    fg,
    getopts,
    hash,
    help,
    history,
    jobs,
    kill,
    letBuiltin,
    local,
    logout,
    mapfile,
    popd,
    printf,
    pushd,
    pwd,
    read,
    readarray,
    readonlyBuiltin,
    returnBuiltin,
    set,
    shift,
    shopt,
    source,
    suspend,
    test,
    times,
    trap,
    trueBuiltin,
    type,
    typeset,
    ulimit,
    umask,
    unalias,
    unset,
    wait,
  ].map((builtin) => [builtin.name, builtin]),
);
