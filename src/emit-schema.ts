/** `npm run schema`: writes the schema's text, to `schema.graphql` unless another file is named. Nothing connects. */
import { openSchema } from './resolvers/schema.js';

await openSchema([], process.argv[2] ?? 'schema.graphql');
