/** `tidemark source test`. */
import type { Command } from 'commander';
import { readConfigWith } from '../config.js';
import { answer, Exit, example } from './command.js';

export function addSourceCommands(program: Command): void {
  const source = program.command('source').description('where prices come from');
  const test = source
    .command('test')
    .description('ask a source once, with the settings of the environment, and show what came of it')
    .argument('<name>', 'as in SOURCES, for example ecb')
    .argument('[symbols...]', "the source's own symbols, for example VOD.L")
    .option('--json', 'print the result as JSON')
    .action(async (name: string, symbols: string[], options: { json?: boolean }) => {
      const { checkLines, checkSource } = await import('../app/source-check.js');
      const check = await checkSource(readConfigWith({ SOURCES: name }), name, symbols);
      answer(options.json, check, checkLines(check));
      if (check.count === 0) process.exitCode = Exit.FOUND;
    });
  example(test, 'tidemark source test ecb', 'tidemark source test yahoo VOD.L BMW.DE');
}
