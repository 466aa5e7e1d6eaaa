import { UnreadableError } from '../../kernel/unreadable.ts';

/**
 * The id by which a merchant knows an entity, which every entity has.
 *
 * @throws UnreadableError where upstream sends none
 */
export function ownId(id: string | null | undefined): string {
  if (!id) throw new UnreadableError('an id');
  return id;
}
