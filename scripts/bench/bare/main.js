// The least that takes keys: xterm.js that shows what is typed. What our page is measured beside.
import { FitAddon } from '@xterm/addon-fit';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';

const terminal = new Terminal();
const fit = new FitAddon();
terminal.loadAddon(fit);
terminal.open(document.getElementById('terminal'));
fit.fit();
terminal.onData((data) => terminal.write(data === '\r' ? '\r\n# ' : data));
terminal.write('# ');
terminal.focus();
