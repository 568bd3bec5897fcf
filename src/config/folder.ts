/** Folders of the settings: a file in the place of one is told at the start, before anything fails on it. */
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';

export const folder = () =>
  z
    .string()
    .min(1)
    .refine((path) => statSync(nearest(path)).isDirectory(), {
      error: ({ input }) => `${nearest(String(input))} is a file, not a folder. Name a folder; one that is not there yet is made.`,
    });

/** The path, or of what is not there yet the part that is. */
function nearest(path: string): string {
  let place = resolve(path);
  while (!existsSync(place)) place = dirname(place);
  return place;
}
