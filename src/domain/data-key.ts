/** That a key encrypts fields of this database: known by its id, proved by what only it opens. */
export class DataKeyRecord {
  readonly id: string;
  /** The key of keyed look-ups, encrypted under this key: the same in every record. */
  readonly wrapped: string;
  readonly createdAt: Date;

  constructor(props: { id: string; wrapped: string; createdAt: Date }) {
    this.id = props.id;
    this.wrapped = props.wrapped;
    this.createdAt = props.createdAt;
  }
}
