// The engine's version: what a log was made by. A log of another version replays with a comparison (formats).
import { version } from '../../package.json';

export const engine: string = version;
