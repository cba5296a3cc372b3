/** The change set in which something was done, as `remove` and `inChangeSet` give it. */
export interface Undoable {
  readonly changeSetId: number
}
