/** Chooses the one source that counts, of an instrument or of a pair of currencies, or every one again. */
import { useQuery } from '../../api/query.js';
import type { SourceNamesQuery as SourcesResult } from '../../gql/graphql.js';
import { SelectField } from '../../kit/field.js';
import { ReasonDialog } from '../../kit/reason-dialog.js';
import { toast } from '../../kit/toast.js';
import { sourceName } from '../../part/words.js';
import { SourceNamesQuery } from './documents.js';
import { pinChoice } from './pin-choice.js';

interface PinDialogProps {
  readonly of: string;
  /** The name under which what is typed is kept. */
  readonly draft: string;
  readonly pinned: string | null;
  /** Who says anything of it. */
  readonly knownBy: (sources: SourcesResult['sources']) => readonly { readonly source: string }[];
  readonly onPin: (source: string | null, reason: string) => Promise<unknown>;
  readonly onClose: () => void;
}

export function PinDialog({ of, draft, pinned, knownBy, onPin, onClose }: PinDialogProps) {
  const { data } = useQuery(SourceNamesQuery, {});
  const sources = data?.sources ?? [];
  const options = [
    { key: '', label: 'None: every source counts' },
    ...pinChoice(sources, knownBy(sources), pinned).map(({ id, name }) => ({ key: id, label: name })),
  ];
  return (
    <ReasonDialog
      title={`The source of ${of}`}
      draft={draft}
      verb="Save"
      more={{ source: pinned ?? '' }}
      fields={(form, values) => (
        <SelectField
          name="source"
          label="Only this source counts"
          value={values.source}
          options={options}
          hint="From today on. What the others say is kept and shown."
          onChange={(source) => form.set({ source })}
        />
      )}
      onConfirm={async ({ source, reason }) => {
        await onPin(source || null, reason);
        toast(source ? `Only ${sourceName(source)} counts from now on.` : 'Every source counts again.');
      }}
      onClose={onClose}
    />
  );
}
