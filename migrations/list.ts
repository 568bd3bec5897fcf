/** Every migration in order; written by `npm run migration`. */
import { Migration20261122051320_initial } from './Migration20261122051320_initial.js';

export const migrationsList = [
  { name: 'Migration20261122051320_initial', class: Migration20261122051320_initial },
];
