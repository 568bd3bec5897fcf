/**
 * Subscriptions whose one field depends on a condition. The specification forbids them since September 2025; graphql-js 16 does not: it refuses
 * a condition by variable in words of another fault, and breaks on a field that is left out.
 */
import { type DirectiveNode, type DocumentNode, Kind, type SelectionSetNode } from 'graphql';

/** The first `@skip` or `@include` at the root of a subscription, in fragments as well. Never throws, whatever the document. */
export function rootCondition({ definitions }: DocumentNode): DirectiveNode | undefined {
  const fragments = new Map(definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])));
  const visited = new Set<string>();
  const conditionIn = ({ selections }: SelectionSetNode): DirectiveNode | undefined => {
    for (const selection of selections) {
      const own = selection.directives?.find(({ name }) => name.value === 'skip' || name.value === 'include');
      const found = own ?? (selection.kind === Kind.FIELD ? undefined : conditionBelow(selection));
      if (found) return found;
    }
    return undefined;
  };
  const conditionBelow = (selection: Exclude<SelectionSetNode['selections'][number], { kind: Kind.FIELD }>) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) return conditionIn(selection.selectionSet);
    const fragment = fragments.get(selection.name.value);
    if (!fragment || visited.has(selection.name.value)) return undefined;
    visited.add(selection.name.value);
    return conditionIn(fragment.selectionSet);
  };
  for (const each of definitions) {
    const found = each.kind === Kind.OPERATION_DEFINITION && each.operation === 'subscription' && conditionIn(each.selectionSet);
    if (found) return found;
  }
  return undefined;
}
