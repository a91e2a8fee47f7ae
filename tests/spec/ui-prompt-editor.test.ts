// Keys at a prompt become one accepted line; elsewhere they go as they are.
import { describe, expect, test } from 'vitest';
import type { Session } from '../../src/session/session.ts';
import { PromptEditor } from '../../src/ui/terminal/prompt-editor.ts';

function bench(prompt: string | undefined): { editor: PromptEditor; sent: string[]; written: () => string } {
  const sent: string[] = [];
  let written = '';
  const session: Partial<Session> = {
    prompt: () => (prompt === undefined ? undefined : { prompt, continuation: false }),
    input: (_terminal, data) => {
      sent.push(data);
    },
    history: () => ['ls', 'rm /root/install.log'],
    complete: (_terminal, line, cursor) => ({
      from: 3,
      to: cursor,
      candidates: ['/root/'],
      insert: line.startsWith('ls ') ? '/root/' : '',
    }),
  };
  const terminal = {
    cols: 80,
    write: (text: string) => {
      written += text;
    },
  };
  return {
    editor: new PromptEditor(session as Session, 0, terminal),
    sent,
    written: () => written,
  };
}

describe('at a prompt', () => {
  test.each([
    ['plain keys', 'ls\r', ['ls\r']],
    ['a key taken back', 'lx\x7fs\r', ['ls\r']],
    ['the cursor moved', 's\x01l\r', ['ls\r']],
    ['history', '\x1b[A\r', ['rm /root/install.log\r']],
    ['completion', 'ls /ro\t\r', ['ls /root/\r']],
    ['^C', 'abc\x03', ['\x03']],
    ['^D on an empty line', '\x04', ['\x04']],
    ['two lines at once', 'a\rb\r', ['a\r', 'b\r']],
    ['a pasted line waits for Enter', '\x1b[200~ls\x1b[201~', []],
  ])('%s', (_, keys, lines) => {
    const { editor, sent } = bench('$ ');
    editor.type(keys);
    expect(sent).toEqual(lines);
  });
  test('what is typed is drawn after the prompt, and taken off when it is accepted', () => {
    const { editor, written } = bench('$ ');
    editor.type('ls');
    expect(written()).toContain('$ ls');
    expect(editor.line).toBe('ls');
    editor.type('\r');
    expect(written()).toMatch(/\r\$ \x1b\[J$/);
    expect(editor.line).toBe('');
  });
});

test('without a prompt every byte goes to the program', () => {
  const { editor, sent } = bench(undefined);
  editor.type('q');
  editor.type('\x03');
  expect(sent).toEqual(['q', '\x03']);
});
