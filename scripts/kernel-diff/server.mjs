// A process that answers the syscall protocol: our own, or an agent that asks a real kernel. Answers come in the order of the requests.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { root } from '../root.mjs';

/** Longer than this no call of a scenario takes: the server hangs (a fifo was opened, say). */
const patience = 20_000;

export class ProtocolServer {
  #child;
  #waiting = [];
  #id = 0;
  #said = '';
  #ended = false;
  #spoiled = false;

  constructor(command) {
    this.#child = spawn(command, { cwd: root, shell: true, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stderr.on('data', (bytes) => (this.#said = (this.#said + bytes).slice(-2000)));
    this.#child.stdin.on('error', () => {
      // It is gone; 'close' tells.
    });
    createInterface({ input: this.#child.stdout }).on('line', (line) =>
      this.#waiting.shift()?.resolve(JSON.parse(line)),
    );
    this.#child.on('close', (status) => {
      this.#ended = true;
      for (const { reject } of this.#waiting.splice(0))
        reject(new Error(`${command} ended with ${status}: ${this.#said}`));
    });
  }

  /** It is of no more use: it has ended, or something of a scenario is left in it. */
  get isSpoiled() {
    return this.#spoiled || this.#ended;
  }

  spoil() {
    this.#spoiled = true;
  }

  /** @returns {Promise<{ok?: unknown, err?: string, why?: string}>} */
  ask(call, args) {
    if (this.#ended) return Promise.reject(new Error(`the server has ended: ${this.#said}`));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#spoiled = true;
        reject(new Error(`no answer to ${call} ${JSON.stringify(args)}`));
      }, patience);
      const settle = (how) => (value) => {
        clearTimeout(timer);
        how(value);
      };
      this.#waiting.push({ resolve: settle(resolve), reject: settle(reject) });
      this.#child.stdin.write(`${JSON.stringify({ id: ++this.#id, call, args })}\n`);
    });
  }

  end() {
    this.#child.stdin.end();
    setTimeout(() => this.#child.kill('SIGKILL'), 2000).unref();
  }
}

/** One server after another of a command: a new one where the last is spoiled. */
export class Servers {
  #command;
  #server;

  constructor(command) {
    this.#command = command;
  }

  take() {
    if (this.#server?.isSpoiled === false) return this.#server;
    this.end();
    this.#server = new ProtocolServer(this.#command);
    return this.#server;
  }

  end() {
    this.#server?.end();
    this.#server = undefined;
  }
}
