// Device numbers: the pair [major, minor] and the one number that stat(2) gives as st_dev and st_rdev (makedev(3)).
import type { DeviceNumber } from './stat.ts';

export const noDevice: DeviceNumber = [0, 0];

/** glibc's gnu_dev_makedev: the low 8 and 12 bits of minor and major in the low 20, the rest of minor above them, the rest of major above 44. */
export function makedev(major: number, minor: number): number {
  return (
    (minor & 0xff) +
    (major & 0xfff) * 0x100 +
    Math.floor(minor / 0x100) * 2 ** 20 +
    Math.floor(major / 0x1000) * 2 ** 44
  );
}

export function devMajor(dev: number): number {
  return (Math.floor(dev / 0x100) & 0xfff) + Math.floor(dev / 2 ** 44) * 0x1000;
}

export function devMinor(dev: number): number {
  return (dev & 0xff) + (Math.floor(dev / 2 ** 20) & 0xffffff) * 0x100;
}
