/** Folders of the settings: a place where none can be is told at the start, before anything fails on it. */
import { existsSync, statfsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';

/** Linux says of a folder that cannot be made there that it is not there, and Node, which makes those above it first, asks again for ever. */
const PROC = 0x9fa0;

export const folder = () =>
  z
    .string()
    .min(1)
    .refine((path) => statSync(nearest(path)).isDirectory(), {
      error: ({ input }) => `${nearest(String(input))} is a file, not a folder. Name a folder; one that is not there yet is made.`,
    })
    .refine((path) => statfsSync(nearest(path)).type !== PROC, {
      error: ({ input }) => `no folder can be made in ${nearest(String(input))}. Name one that is on a disk.`,
    });

/** The path, or of what is not there yet the part that is. */
function nearest(path: string): string {
  let place = resolve(path);
  while (!existsSync(place)) place = dirname(place);
  return place;
}
