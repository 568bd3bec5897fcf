/** Table of the keys fields are encrypted under. */
import { EntitySchema } from '@mikro-orm/core';
import { DataKeyRecord } from '../../domain/data-key.js';
import { instant } from '../columns.js';

export const DataKeySchema = new EntitySchema({
  class: DataKeyRecord,
  tableName: 'data_key',
  properties: {
    id: { type: 'string', length: 20, primary: true },
    wrapped: { type: 'text' },
    createdAt: { ...instant },
  },
});
