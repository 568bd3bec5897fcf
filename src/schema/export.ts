/** What the API shows of exports: text in parts, each with the cursor of the next. */
import { Field, Int, ObjectType } from 'type-graphql';

@ObjectType('CsvPart', { description: 'A part of a ledger as CSV; each part by itself is a file that can be imported.' })
export class CsvPartView {
  @Field(() => String)
  readonly csv!: string;

  @Field(() => Int, { description: 'Entries in it.' })
  readonly rowCount!: number;

  @Field(() => Boolean)
  readonly hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Give it as `after` to get the next part.' })
  readonly endCursor!: string | null;
}

@ObjectType('DataPart', { description: 'A part of your own data as JSON text.' })
export class DataPartView {
  @Field(() => String, { description: 'One JSON object. `docs/API.md` describes its members.' })
  readonly json!: string;

  @Field(() => Boolean)
  readonly hasNextPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Give it as `after` to get the next part.' })
  readonly endCursor!: string | null;
}
