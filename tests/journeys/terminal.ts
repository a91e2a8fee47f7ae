// The terminal of the page, as a person uses it: keys in, text out.
import { expect, type Page } from '@playwright/test';

export class TerminalOf {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the page and waits for the prompt. */
  async open(address = '/'): Promise<void> {
    await this.#page.goto(address);
    await this.waitFor(/\[root@\w+ [^\]]*\]# ?$|# ?$/);
  }

  async text(): Promise<string> {
    return (await this.#page.getByRole('log', { name: /^(Transcript|文字记录)$/ }).textContent()) ?? '';
  }

  async waitFor(pattern: RegExp, timeout = 20_000): Promise<void> {
    await expect.poll(() => this.text(), { timeout }).toMatch(pattern);
  }

  /** Types a line as keys and waits until the prompt is there again. Returns what was printed. */
  async run(line: string, timeout = 20_000): Promise<string> {
    const before = await this.text();
    await this.#page.keyboard.type(line);
    await this.#page.keyboard.press('Enter');
    await expect
      .poll(
        async () => {
          const text = await this.text();
          return text.length > before.length && /[#$] ?$/.test(text) && text.slice(before.length).includes('\n');
        },
        { timeout },
      )
      .toBe(true);
    const after = await this.text();
    return after.slice(before.length).split('\n').slice(1, -1).join('\n');
  }
}
