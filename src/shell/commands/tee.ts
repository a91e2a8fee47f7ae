// tee: standard input to standard output and to files.
import { strerror } from '../../abi/errno.ts';
import { O_APPEND, O_CREAT, O_TRUNC, O_WRONLY } from '../../abi/flags.ts';
import { write } from '../../kernel/blocking.ts';
import { Input } from '../../kernel/stdio.ts';
import { chosenWord } from '../coreutils/argument.ts';
import { defineTool, type Tool } from '../coreutils/tool.ts';

type ErrorMode = 'default' | 'warn' | 'warn-nopipe' | 'exit' | 'exit-nopipe';

export const tee = defineTool({
  name: 'tee',
  synopsis: '[OPTION]... [FILE]...',
  summary: 'Copies standard input to each FILE, and to standard output.',
  options: [
    'a,append|behind what the FILEs hold',
    'i,ignore-interrupts|^C does not end it',
    'p|a reader that went away does not end it',
    ',output-error=?MODE|what a write error does: warn, warn-nopipe, exit, exit-nopipe',
  ],
  *run(tool) {
    const mode = modeOf(tool);
    if (tool.has('ignore-interrupts')) tool.sys.sigaction('SIGINT', 'ignore');
    if (mode !== 'default') tool.sys.sigaction('SIGPIPE', 'ignore');
    const flags = O_WRONLY | O_CREAT | (tool.has('append') ? O_APPEND : O_TRUNC);
    const targets: { readonly name: string; readonly fd: number; open: boolean }[] = [
      { name: 'standard output', fd: 1, open: true },
    ];
    for (const name of tool.operands) {
      const opened = tool.sys.open(name, flags, 0o666);
      if (opened.err === undefined) targets.push({ name, fd: opened.ok, open: true });
      else {
        tool.failed(tool.file(name), opened.err);
        if (mode === 'exit' || mode === 'exit-nopipe') return 1;
      }
    }
    const input = new Input(tool.process, 0);
    while (targets.some(({ open }) => open)) {
      const { ok, err } = yield* input.piece();
      if (err !== undefined) tool.error(`read error: ${strerror(err)}`);
      if (ok === undefined || ok.length === 0) break;
      for (const target of targets) {
        if (!target.open) continue;
        const written = yield* write(tool.process, target.fd, ok);
        if (written.err === undefined) continue;
        // SIGPIPE, where it is not ignored, ends the command here.
        yield { wait: 'turn' };
        target.open = false;
        if (written.err === 'EPIPE' && (mode === 'warn-nopipe' || mode === 'exit-nopipe')) continue;
        tool.failed(tool.file(target.name), written.err);
        if (mode === 'exit' || mode === 'exit-nopipe') return 1;
      }
      yield { wait: 'turn' };
    }
    return undefined;
  },
});

function modeOf(tool: Tool): ErrorMode {
  let mode: ErrorMode = 'default';
  for (const { name, value } of tool.options) {
    if (name === 'p') mode = 'warn-nopipe';
    if (name === 'output-error')
      mode =
        value === undefined
          ? 'warn-nopipe'
          : chosenWord<ErrorMode>(tool, '--output-error', value, [
              ['warn'],
              ['warn-nopipe'],
              ['exit'],
              ['exit-nopipe'],
            ]);
  }
  return mode;
}
