// The least that takes keys: xterm.js that shows what is typed. What our page is measured beside.
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';

const terminal = new Terminal();
terminal.open(document.getElementById('terminal'));
terminal.onData((data) => terminal.write(data === '\r' ? '\r\n# ' : data));
terminal.write('# ');
terminal.focus();
