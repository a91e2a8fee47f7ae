// How the machine of each scene looks from outside at its first prompt. The build takes these stills, so that the page can show a prompt
// and take keys before the machine's code is there; nothing that runs on the machine depends on them.
import { decodeBytes } from '../abi/bytes.ts';
import { scenes } from './catalog-of-scenes.ts';
import type { Locale } from './log.ts';
import type { Prompt, TerminalInfo } from './session.ts';
import { createWorld, type World } from './world.ts';

export interface Still {
  readonly terminals: readonly StillTerminal[];
  /** An overlay is mounted. */
  readonly overlay: boolean;
}

export interface StillTerminal {
  readonly info: TerminalInfo;
  readonly prompt: Prompt | undefined;
  /** All that it has printed; U+DC80–DCFF for bytes that are no UTF-8. */
  readonly printed: string;
}

/** By scene and language. */
export type Stills = Readonly<Record<string, Readonly<Record<Locale, Still>>>>;

export function stillsOfScenes(): Stills {
  return Object.fromEntries(
    scenes.map((scene) => {
      const take = (locale: Locale): Still => stillOf(createWorld(scene, locale, new Map()));
      return [scene.id, { en: take('en'), 'zh-CN': take('zh-CN') }];
    }),
  );
}

function stillOf(world: World): Still {
  const output = world.takeEarlyOutput();
  return {
    overlay: world.machine.overlays().length > 0,
    terminals: world.terminals.map((id) => {
      const state = world.machine.promptOf(id);
      return {
        info: world.describeTerminal(id),
        prompt: state && { prompt: state.prompt, continuation: state.continuation },
        printed: output.map(([terminal, bytes]) => (terminal === id ? decodeBytes(bytes) : '')).join(''),
      };
    }),
  };
}
